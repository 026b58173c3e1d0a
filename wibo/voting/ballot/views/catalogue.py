"""The page of one project on the ballot."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wibo.access.marks import anytime, public
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.voting.ballot.models import Project


@public
@anytime
@in_chosen_language
def project(request: TownRequest, pk: int) -> HttpResponse:
    """One project of a frozen ballot: the page of its proposal, which it has for its whole life; its own where there is none."""
    rows = Project.objects.select_related("pool", "edition").exclude(edition__frozen_at=None)
    found = get_object_or_404(rows, pk=pk)
    if found.proposal_id is not None:
        return redirect("proposals:public-detail", found.proposal_id)
    context = {"title": found.title, "project": found}
    return render(request, "voting/ballot/project.html", context)
