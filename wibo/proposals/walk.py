"""The way through an application: its steps with their addresses, and where the page stands."""

from typing import Any

from django.urls import reverse

from wibo.proposals.models import Proposal
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


def links(proposal: Proposal, at: Step | None = None) -> list[dict[str, Any]]:
    """All steps with their addresses (none before the draft is stored), and which of them the page is."""
    return [
        {
            "label": step.label,
            "url": address(proposal, step) if proposal.pk else "",
            "current": step is at,
        }
        for step in Step
    ]


def walk(proposal: Proposal, at: Step) -> dict[str, Any]:
    """For a page of one step: where it stands among all."""
    return {"at": at, "place": list(Step).index(at) + 1, "walk": links(proposal, at)}
