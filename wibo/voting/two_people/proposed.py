"""The proposal that a second person is looking at."""

from collections.abc import Collection

from django.shortcuts import get_object_or_404

from wibo.voting.two_people.models import TwoPersonAct, TwoPersonKind


def proposed(pk: int, kinds: Collection[TwoPersonKind]) -> TwoPersonAct:
    """An act of one of these kinds, with its edition, town and first person. Raises Http404 for any other."""
    rows = TwoPersonAct.objects.select_related("edition__town", "first")
    found: TwoPersonAct = get_object_or_404(rows, pk=pk, kind__in=list(kinds))
    return found
