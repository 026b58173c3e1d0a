"""Who stands behind the ideas of invented towns: co-authors, signatures, support on line, and one handed in twice."""

from datetime import datetime, timedelta

from wibo.accounts.models import User
from wibo.invented.people import author_name
from wibo.proposals import co_authors, duplicates, supporting
from wibo.proposals.actions import register_paper
from wibo.proposals.models import Proposal, Supporter
from wibo.rulebook.proposing.parts import Arrival

ARRIVED = (Arrival.DESK, Arrival.POST, Arrival.E_DELIVERY)


def join(proposal: Proposal, other: User, *, at: datetime) -> None:
    """Let another resident write with the author, by name."""
    if proposal.author is None or other == proposal.author:
        return
    asked = co_authors.invite(proposal, other.email, user=proposal.author, at=at)
    co_authors.accept(asked, user=other, publish=True, at=at)


def back_online(proposal: Proposal, people: int, *, at: datetime) -> None:
    """Let so many people support the idea on line, each with a confirmed address, while support is collected."""
    if not supporting.collects_support(proposal, at):
        return
    supporting.open_support(proposal, at)
    for number in range(people):
        first, surname = author_name(number + proposal.pk)
        mailbox = f"poparcie{number}@{proposal.edition.town.slug}.example"
        Supporter.objects.create(
            proposal=proposal,
            name=f"{first} {surname}",
            email=mailbox,
            mailbox=mailbox,
            asked_at=at + timedelta(minutes=number),
            confirmed_at=at + timedelta(minutes=number + 2),
        )


def count_paper(proposal: Proposal, *, user: User, at: datetime) -> None:
    """Let the clerk count a list that holds a few signatures too many and two that do not count."""
    needed = proposal.pool.signatures if proposal.pool else 0
    if needed:
        supporting.count_signatures(proposal, given=needed + 4, valid=needed + 2, user=user, at=at)


def hand_in_twice(of: Proposal, clerk: User, *, at: datetime) -> None:
    """The same idea once more on paper, which the office notices."""
    first, surname = author_name(of.pk)
    again = register_paper(
        edition=of.edition,
        costs=[line.row for line in of.cost_lines.all()],
        received_on=at.date(),
        user=clerk,
        at=at,
        author_name=f"{first} {surname}",
        arrived_by=Arrival.DESK.value,
        title=of.title,
        summary=of.summary,
        location=of.location,
        justification=of.justification,
        pool=of.pool,
        category=of.category,
    )
    reason = "ten sam pomysł w tym samym miejscu"
    duplicates.mark_duplicate(again, of.number, reason=reason, user=clerk, at=at + timedelta(minutes=20))
