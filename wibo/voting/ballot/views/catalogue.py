"""The catalogue of projects on the ballot."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wibo.access.marks import anytime, public
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.proposals.searching import Found, look_for
from wibo.towns.requests import TownRequest
from wibo.ui.paging import paged
from wibo.voting.ballot.models import Project


@public
@with_edition
def catalogue(request: TownRequest, edition: Edition) -> HttpResponse:
    """Projects on the ballot, by application number; public once the ballot is frozen."""
    rows: Any = Project.objects.none()
    if edition.frozen_at:
        rows = (
            Project.objects.filter(edition=edition)
            .select_related("pool", "proposal")
            .prefetch_related("proposal__pictures")
        )
    words = request.GET.get("szukaj", "").strip()
    pool = request.GET.get("pula", "")
    found = look_for(rows, words) if words else Found(rows)
    rows = found.rows
    if pool.isdecimal() and len(pool) < 10:
        rows = rows.filter(pool=int(pool))
    context = {
        "title": "Projekty",
        "edition": edition,
        "numbers": rows.numbers(),
        "page": paged(request, rows.standing_first(), 30),
        "words": words,
        "instead": found.instead,
        "chosen": pool,
    }
    return render(request, "voting/ballot/catalogue.html", context)


@public
@anytime
def project(request: TownRequest, pk: int) -> HttpResponse:
    """One project of a frozen ballot: the page of its proposal, which it has for its whole life; its own where there is none."""
    rows = Project.objects.select_related("pool", "edition").exclude(edition__frozen_at=None)
    found = get_object_or_404(rows, pk=pk)
    if found.proposal_id is not None:
        return redirect("proposals:public-detail", found.proposal_id)
    context = {"title": found.title, "project": found}
    return render(request, "voting/ballot/project.html", context)
