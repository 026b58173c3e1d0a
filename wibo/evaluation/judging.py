"""Who may judge a proposal: not who wrote it, has declared a conflict, registered it, or judged it before."""

from datetime import date
from typing import TypeVar

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation.models import Conflict, FormalReview, MeritReview, Review, Substitution
from wibo.evaluation.models.cards import CardKind
from wibo.proposals.models import Proposal
from wibo.proposals.own import wrote
from wibo.rulebook.evaluating.rules import Decides

R = TypeVar("R", FormalReview, MeritReview)
# Who gives the verdict on merit, by the edition's rule.
_DECIDERS = {
    Decides.EVALUATOR: Can.REVIEW_ON_MERIT,
    Decides.COORDINATOR: Can.RUN_EDITION,
    Decides.COMMISSION: Can.DECIDE_IN_COMMISSION,
}


def decider(edition: Edition) -> Can:
    """The permission that gives verdicts on merit in the edition."""
    return _DECIDERS[edition.evaluating.decides]


def giving(edition: Edition, kind: str) -> Can:
    """The permission that gives verdicts of the kind in the edition."""
    return Can.REVIEW_FORMALLY if kind == CardKind.FORMAL else decider(edition)


def may_judge(user: User, edition: Edition, kind: str) -> bool:
    """Whether the person gives verdicts of the kind in the edition at all."""
    return user.can(giving(edition, kind))


def may_advise(user: User, edition: Edition, kind: str) -> bool:
    """Whether the person fills in the card for whom the edition lets decide: an evaluator for coordinator or commission."""
    return kind == CardKind.MERIT and user.can(Can.REVIEW_ON_MERIT) and not may_judge(user, edition, kind)


def why_not(user: User, proposal: Proposal, kind: str) -> str:
    """Why the person may not judge the proposal; "" where they may."""
    rules = proposal.edition.evaluating
    if not may_judge(user, proposal.edition, kind):
        return "W tej edycji takie decyzje wydaje ktoś inny. Mówią o tym zasady oceny."
    if why := why_partial(user, proposal):
        return why
    if rules.formal_apart and kind == CardKind.MERIT and _judged(FormalReview, proposal, user):
        return "Ten wniosek oceniasz formalnie. Ocenę merytoryczną musi wydać inna osoba."
    return ""


def why_partial(user: User, proposal: Proposal) -> str:
    """Why the person may decide nothing about the proposal, or about what is part of it; "" where they may."""
    apart = proposal.edition.evaluating.registrar_apart
    for one in (proposal, *proposal.merged_from.all()):
        if wrote(user, one):
            return "Nie możesz oceniać własnego wniosku. Przekaż go innej osobie."
        if Conflict.objects.standing().filter(proposal=one, user=user).exists():
            return "Wyłączyłeś się z oceny tego wniosku. Przekaż go innej osobie."
        if apart and one.registered_by_id == user.pk:
            return "Ten wniosek wprowadziłeś z papieru. Ocenić musi go inna osoba."
    return ""


def refuse_partial(user: User, proposal: Proposal) -> None:
    """Raise Refused where the person may decide nothing about the proposal."""
    if why := why_partial(user, proposal):
        raise Refused(why)


def refuse_judging(user: User, proposal: Proposal, kind: str) -> None:
    """Raise Refused where the person may not judge the proposal."""
    if why := why_not(user, proposal, kind):
        raise Refused(why)


def last_review(proposal: Proposal, *, but: str = "") -> Review | None:
    """The last card of the proposal that stands and does not end in `but`; of two of one moment the merit card."""
    merit: Review | None = _standing(MeritReview, proposal, but)
    formal: Review | None = _standing(FormalReview, proposal, but)
    if merit is None or (formal is not None and formal.decided_at > merit.decided_at):
        return formal
    return merit


def _standing(kind: type[R], proposal: Proposal, but: str) -> R | None:
    found: R | None = kind.objects.standing().filter(proposal=proposal).exclude(verdict=but).first()
    return found


def judged_ever(user: User, proposal: Proposal) -> bool:
    """Whether the person has given a card of the proposal, also one that was taken back: an appeal is for another."""
    return any(
        kind.objects.filter(proposal=proposal, reviewer=user).exists() for kind in (FormalReview, MeritReview)
    )


def _judged(kind: type[FormalReview], proposal: Proposal, user: User) -> bool:
    return bool(kind.objects.standing().filter(proposal=proposal, reviewer=user).exists())


def stands_in_for(user: User, today: date) -> list[int]:
    """Keys of those whose work is the person's today, too."""
    rows = Substitution.objects.filter(by=user, first_day__lte=today, last_day__gte=today)
    return list(rows.values_list("absent", flat=True))
