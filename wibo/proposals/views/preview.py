"""The application's form as a resident sees it, for the coordinator who sets it up."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.map_pages import with_tiles
from wibo.editions.models import Edition
from wibo.proposals.guidance import guidance
from wibo.proposals.models import Proposal
from wibo.proposals.stepping import step_forms
from wibo.proposals.steps import Step
from wibo.proposals.walk import preview_links, walk


@requires(Can.RUN_EDITION)
@with_edition
def preview(request: AccountRequest, edition: Edition, name: str = Step.IDEA.value) -> HttpResponse:
    """One step, which nobody can send."""
    if name not in list(Step) or name == Step.FILES:
        raise Http404
    at = Step(name)
    proposal = Proposal(edition=edition, pool=edition.pools.first())
    forms = step_forms(proposal, at, None)
    context = {
        "title": f"Podgląd: {at.label}",
        "form": forms.form,
        "costs": forms.costs,
        "total": forms.total,
        "proposal": proposal,
        "is_preview": True,
        **walk(proposal, at),
        **guidance(proposal, at),
        "walk": preview_links(at),
    }
    return with_tiles(render(request, "proposals/step.html", context), edition)
