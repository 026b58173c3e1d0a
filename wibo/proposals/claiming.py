"""An application on paper taken by its author into an account, with the code from the office's confirmation."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from wibo.access.refusal import Refused
from wibo.access.throttling import CLAIM
from wibo.accounts.models import User
from wibo.journal.acts import Act
from wibo.journal.events.proposals import ClaimCodeIssued, ProposalClaimed
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import OUT
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.codes import ALPHABET, LENGTH, canonical_code


class WrongCode(Refused):
    """No application has the code."""


def may_be_claimed(proposal: Proposal) -> bool:
    """Whether it waits for its author to take it: it came on paper and belongs to no account."""
    came_on_paper = proposal.source == Channel.PAPER and bool(proposal.number)
    return came_on_paper and proposal.author_id is None and proposal.status not in OUT


def issue_code(proposal: Proposal, *, act: Act) -> str:
    """A new code for the author; an older one stops working. Only its digest is kept. Raises Refused."""
    if not may_be_claimed(proposal):
        raise Refused(
            "Tego wniosku nie można przejąć kodem: ma już konto autora, nie wpłynął na papierze albo jest wycofany."
        )
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    with transaction.atomic():
        if not Proposal.objects.filter(pk=proposal.pk, author=None).update(claim_digest=_digest(code)):
            raise Refused("Autor właśnie przejął ten wniosek. Kod nie jest potrzebny.")
        lifecycle.journal(ClaimCodeIssued(proposal.number), proposal, act)
    return code


def claim(typed: str, *, user: User, at: datetime) -> Proposal:
    """Give the account the application that the code is of. Raises Refused; guesses are counted for each account."""
    with CLAIM.attempt(str(user.pk), WrongCode):
        return _claimed(canonical_code(typed), user, at)


def _claimed(code: str, user: User, at: datetime) -> Proposal:
    with transaction.atomic():
        rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition__town")
        found: Proposal | None = (
            rows.filter(claim_digest=_digest(code), author=None).first() if code else None
        )
        if found is None:
            raise WrongCode("Nie ma wniosku z tym kodem. Sprawdź kod na potwierdzeniu z urzędu.", "code")
        found.author, found.claim_digest = user, ""
        found.save(update_fields=["author", "claim_digest"])
        lifecycle.journal(ProposalClaimed(found.number), found, Act(user.signature, at))
    return found


def _digest(code: str) -> str:
    return salted_hmac("wibo.proposals.claiming", code, algorithm="sha256").hexdigest()
