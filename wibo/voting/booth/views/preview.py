"""The ballot as a voter will see it, for the office before the freeze."""

from django.http import HttpResponse
from django.shortcuts import render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.voting.ballot.lists import lists_of
from wibo.voting.booth.views.choosing import choices


@requires(Can.RUN_EDITION)
@with_edition
def preview(request: AccountRequest, edition: Edition) -> HttpResponse:
    """All lists, as they are chosen from; nothing can be sent."""
    lists = [(entry.pool, choices(entry, {})) for entry in lists_of(edition)]
    context = {"title": "Podgląd karty", "edition": edition, "lists": lists}
    return render(request, "voting/booth/preview.html", context)
