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
from wibo.rulebook.people.codes import ALPHABET, LENGTH, canonical_code


class WrongCode(Refused):
    """No application has the code."""


def may_be_claimed(proposal: Proposal) -> bool:
    """Whether it waits for its author to take it: it came on paper and belongs to no account."""
    return bool(proposal.number) and proposal.author_id is None


def issue_code(proposal: Proposal, *, act: Act) -> str:
    """A new code for the author; an older one stops working. Only its digest is kept. Raises Refused."""
    if not may_be_claimed(proposal):
        raise Refused("Ten wniosek ma już konto autora. Kod nie jest potrzebny.")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    with transaction.atomic():
        proposal.claim_digest = _digest(code)
        proposal.save(update_fields=["claim_digest"])
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
