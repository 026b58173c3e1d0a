"""The way through an application: its steps with their addresses, and where the page stands."""

from typing import Any

from django.urls import reverse

from wibo.accounts.models import User
from wibo.proposals.models import Proposal
from wibo.proposals.reopening import open_call, reopened
from wibo.proposals.steps import Step


def address(proposal: Proposal, step: Step) -> str:
    """The page of a step of a stored proposal."""
    if step is Step.FILES:
        return reverse("proposals:files", args=[proposal.pk])
    return reverse("proposals:step", args=[proposal.pk, step.value])


def preview_links(at: Step) -> list[dict[str, Any]]:
    """The steps as the coordinator looks through them, without files."""
    return [
        {
            "label": step.label,
            "url": reverse("proposals:preview-step", args=[step.value]),
            "current": step is at,
        }
        for step in Step
        if step is not Step.FILES
    ]


def is_for(step: Step, proposal: Proposal, user: User | None) -> bool:
    """Whether the person writes on the step: consents, age and telephone are the author's own."""
    return step is not Step.PEOPLE or user is None or proposal.author_id in (None, user.pk)


def links(proposal: Proposal, at: Step | None = None, user: User | None = None) -> list[dict[str, Any]]:
    """The steps with anything open, with their addresses (none before the draft is stored), and which of them the page is."""
    free = reopened(proposal)
    return [
        {
            "label": step.label,
            "url": address(proposal, step) if proposal.pk else "",
            "current": step is at,
        }
        for step in Step
        if free.has_step(step) and is_for(step, proposal, user)
    ]


def walk(proposal: Proposal, at: Step, user: User | None = None) -> dict[str, Any]:
    """For a page of one step: where it stands among all."""
    steps = links(proposal, at, user)
    place = next((number for number, step in enumerate(steps, 1) if step["current"]), 1)
    return {"at": at, "place": place, "walk": steps, "call": open_call(proposal) if proposal.pk else None}
