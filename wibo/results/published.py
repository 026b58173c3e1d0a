"""Public results, as everyone's pages ask for them: one edition's, or all."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wibo.results.models import Publication


def published(edition_id: int) -> Publication:
    """The public result with its edition and town. Raises Http404 while there is none."""
    found: Publication = get_object_or_404(
        Publication.objects.select_related("edition__town"), edition=edition_id
    )
    return found


def all_published() -> QuerySet[Publication]:
    """All public results with their editions, newest first."""
    rows: QuerySet[Publication] = Publication.objects.select_related("edition")
    return rows.order_by("-edition__year", "-pk")
