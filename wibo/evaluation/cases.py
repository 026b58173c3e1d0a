"""All that an official needs beside an application to judge it."""

from datetime import date
from typing import Any

from wibo.accounts.models import User
from wibo.evaluation.appealing import appealed
from wibo.evaluation.merging import open_consent
from wibo.evaluation.models import Conflict, Opinion
from wibo.evaluation.undoing import may_correct, may_take_back
from wibo.proposals.describing import described, side_by_side
from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.evaluating.likeness import Described, alike


def case(proposal: Proposal, user: User, today: date) -> dict[str, Any]:
    """Calls with what changed since, opinions, changes, merging, likeness, notes, ways back."""
    calls = list(proposal.calls.select_related("called_by"))
    changes = list(proposal.changes.select_related("proposed_by"))
    return {
        "calls": [(call, since(call), call.is_late(today)) for call in calls],
        "opinions": [(one, one.is_late(today)) for one in _opinions(proposal)],
        "changes": changes,
        "consent": open_consent(proposal),
        "similar": similar_to(proposal),
        "notes": proposal.notes.select_related("user"),
        "may_take_back": may_take_back(proposal, user),
        "may_correct": may_correct(proposal, user),
        "stepped_back": Conflict.objects.standing().filter(proposal=proposal, user=user).exists(),
        "takes_appeal": proposal.status == Status.REJECTED and not appealed(proposal),
    }


def since(call: Call) -> list[tuple[str, str, str]]:
    """What differs from what a call was about: part, what it was, what it is; nothing before it is answered."""
    if call.answered_at is None:
        return []
    now = described(call.proposal)
    return side_by_side(call.before, {part: now[part] for part in call.before})


def _opinions(proposal: Proposal) -> list[Opinion]:
    return list(proposal.opinions.select_related("unit", "asked_by", "given_by"))


def similar_to(proposal: Proposal) -> list[Proposal]:
    """Proposals of the edition that may be about the same."""
    rows = list(
        Proposal.objects.submitted()
        .filter(edition=proposal.edition_id)
        .exclude(pk=proposal.pk)
        .only("pk", "number", "title", "location", "plot", "status", "edition_id")
    )
    own = Described(proposal.pk, proposal.title, proposal.location, proposal.plot)
    found = []
    for one in rows:
        other = Described(one.pk, one.title, one.location, one.plot)
        if next(alike([own, other]), None) is not None:
            found.append(one)
    return found[:5]
