"""A person's own proposals, as pages ask for them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.proposals.models import Attachment, CoAuthor, Proposal
from wibo.rulebook.proposing.parts import Purpose


def sees_inside(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Whether what everyone does not see of a proposal is shown to this person: its author and co-authors, or
    an official who reads them.
    """
    return user.is_authenticated and (user.can(Can.READ_PROPOSALS) or writes(user, proposal))


def writes(user: User, proposal: Proposal) -> bool:
    """Whether the person is the proposal's author or one of its co-authors now."""
    with_others = CoAuthor.objects.filter(proposal=proposal, user=user, left_at=None)
    return proposal.author_id == user.pk or with_others.exists()


def sees_file(user: User | AnonymousUser, attachment: Attachment) -> bool:
    """Whether a file that is not for everyone is shown to this person: a guardian's consent is the author's own."""
    private = Purpose(attachment.purpose) is Purpose.GUARDIAN
    if private and user.is_authenticated and not user.can(Can.READ_PROPOSALS):
        return attachment.proposal.author_id == user.pk
    return sees_inside(user, attachment.proposal)


def wrote(user: User, proposal: Proposal) -> bool:
    """Whether the person is the proposal's author, or is or was one of its co-authors."""
    return proposal.author_id == user.pk or CoAuthor.objects.filter(proposal=proposal, user=user).exists()


def refuse_own(proposal: Proposal, user: User) -> None:
    """Raise Refused where an official decides about what they write or wrote, alone or with others."""
    if wrote(user, proposal):
        raise Refused("Nie możesz rozstrzygać o własnym wniosku. Przekaż go innej osobie.")


def own_proposals(request: AccountRequest) -> QuerySet[Proposal]:
    """What who is signed in writes alone or with others, with all that belongs to it."""
    with_others = CoAuthor.objects.filter(user=request.user, left_at=None).values("proposal")
    rows: QuerySet[Proposal] = Proposal.objects.filter(Q(author=request.user) | Q(pk__in=with_others))
    return rows.select_related("edition__town", "pool", "category").prefetch_related(
        "cost_lines", "attachments", "pictures", "answers__question", "co_authors__user"
    )


def own_proposal(request: AccountRequest, pk: int) -> Proposal:
    """One of them. Raises Http404."""
    found: Proposal = get_object_or_404(own_proposals(request), pk=pk)
    return found


def authored_proposal(request: AccountRequest, pk: int) -> Proposal:
    """One of which the person is the author, who alone may do what others cannot undo. Raises Http404."""
    found: Proposal = get_object_or_404(own_proposals(request).filter(author=request.user), pk=pk)
    return found
