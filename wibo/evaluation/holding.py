"""A proposal held while something is decided about it: what was read before may have moved since."""

from collections.abc import Callable

from wibo.proposals.models import Proposal

Agreed = Callable[[Proposal], None] | None


def held(proposal: Proposal, agreed: Agreed = None) -> Proposal:
    """The proposal as it stands now, its row held until the transaction ends; `agreed` may refuse it as not what was shown."""
    rows = Proposal.objects.select_for_update(of=("self",))
    rows = rows.select_related("edition__town", "pool", "author", "category")
    found: Proposal = rows.prefetch_related("cost_lines", "answers__question", "attachments").get(
        pk=proposal.pk
    )
    # The caller's edition may be of the moment that the request was made for.
    found.edition = proposal.edition
    if agreed is not None:
        agreed(found)
    return found


def carry(held_one: Proposal, to: Proposal) -> None:
    """Let who holds an older copy see where the proposal stands now."""
    to.status, to.announced_at, to.appeal_until = (
        held_one.status,
        held_one.announced_at,
        held_one.appeal_until,
    )
