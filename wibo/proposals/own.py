"""A person's own proposals, as pages ask for them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status

# What its author may still write in.
EDITABLE = (Status.DRAFT, Status.RETURNED)


def sees_inside(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Whether what everyone does not see of a proposal is shown to this person: its author, or an official who reads them."""
    return user.is_authenticated and (proposal.author_id == user.pk or user.can(Can.READ_PROPOSALS))


def own_proposals(request: AccountRequest) -> QuerySet[Proposal]:
    """The proposals of who is signed in, with all that belongs to them."""
    rows: QuerySet[Proposal] = Proposal.objects.filter(author=request.user)
    return rows.select_related("edition__town", "pool", "category").prefetch_related(
        "cost_lines", "attachments", "pictures", "answers__question"
    )


def own_proposal(request: AccountRequest, pk: int) -> Proposal:
    """One of them. Raises Http404."""
    found: Proposal = get_object_or_404(own_proposals(request), pk=pk)
    return found
