"""Verdicts. A card and the move that it causes are one transaction; the author gets a letter."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.models import Appeal, FormalReview, MeritReview, Verdict
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.proposals import AppealDismissed, AppealFiled
from wibo.proposals import lifecycle
from wibo.proposals.actions import write_to_author
from wibo.proposals.models import Proposal
from wibo.proposals.own import wrote
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.calendar.stages import Feature

Answers = dict[str, dict[str, str]]
_FORMAL = {
    Verdict.POSITIVE: Status.MERIT_REVIEW,
    Verdict.SUPPLEMENT: Status.RETURNED,
    Verdict.NEGATIVE: Status.REJECTED,
}


def _refuse_without_reasons(verdict: str, reasons: str) -> None:
    if verdict != Verdict.POSITIVE and not reasons.strip():
        raise Refused("Napisz uzasadnienie. Trafi do wnioskodawcy i do publicznej karty wniosku.")


def _refuse_own(proposal: Proposal, user: User) -> None:
    if wrote(user, proposal):
        raise Refused("Nie możesz oceniać własnego wniosku. Przekaż go innej osobie.")


def decide_formally(
    proposal: Proposal, *, verdict: str, answers: Answers, reasons: str, user: User, at: datetime
) -> FormalReview:
    """Record the formal card and move the proposal. Raises Refused."""
    _refuse_without_reasons(verdict, reasons)
    _refuse_own(proposal, user)
    with transaction.atomic():
        review = FormalReview.objects.create(
            proposal=proposal, verdict=verdict, answers=answers, reasons=reasons, reviewer=user, decided_at=at
        )
        lifecycle.move(proposal, _FORMAL[Verdict(verdict)], user=user, now=at)
        if verdict == Verdict.SUPPLEMENT:
            proposal.supplement_note = reasons
            proposal.save(update_fields=["supplement_note", "number_sort", "search"])
        _write(proposal, f"formal_{verdict}", at=at, reasons=reasons)
    return review


def decide_on_merit(
    proposal: Proposal,
    *,
    verdict: str,
    answers: Answers,
    reasons: str,
    verified_cost: int | None,
    user: User,
    at: datetime,
) -> MeritReview:
    """Record the merit card with the verified cost (grosze) and move the proposal. Raises Refused.

    The formal reviewer of the same proposal may not judge it on merit: two cards, two people.
    """
    _refuse_without_reasons(verdict, reasons)
    _refuse_own(proposal, user)
    if FormalReview.objects.filter(proposal=proposal, reviewer=user).exists():
        raise Refused("Ten wniosek oceniasz formalnie. Ocenę merytoryczną musi wydać inna osoba.")
    if verdict == Verdict.POSITIVE and verified_cost is None:
        raise Refused("Wpisz koszt zweryfikowany. Bez niego wniosek nie może trafić pod głosowanie.")
    too_dear = verified_cost and proposal.pool and verified_cost > proposal.pool.amount
    if verdict == Verdict.POSITIVE and too_dear:
        raise Refused("Koszt zweryfikowany jest wyższy niż pula. Taki projekt nie może wygrać.")
    with transaction.atomic():
        review = MeritReview.objects.create(
            proposal=proposal,
            verdict=verdict,
            answers=answers,
            reasons=reasons,
            reviewer=user,
            decided_at=at,
            verified_cost=verified_cost,
        )
        target = Status.ADMITTED if verdict == Verdict.POSITIVE else Status.REJECTED
        lifecycle.move(proposal, target, user=user, now=at)
        _write(proposal, f"merit_{verdict}", at=at, reasons=reasons, cost=verified_cost)
    return review


def appeal(proposal: Proposal, text: str, *, user: User, at: datetime) -> Appeal:
    """The author appeals against a rejection, once. Raises Refused."""
    if proposal.status != Status.REJECTED or proposal.author_id != user.pk:
        raise Refused("Odwołać się może autor wniosku, który nie został dopuszczony.")
    if not proposal.edition.enables(Feature.APPEAL, at):
        raise Refused("Czas na odwołania jeszcze się nie zaczął albo już minął. Terminy są w zasadach.")
    try:
        with transaction.atomic():
            filed = Appeal.objects.create(proposal=proposal, text=text, filed_at=at)
            record(
                AppealFiled(number=proposal.number),
                Act(user.signature, at),
                town=proposal.edition.town,
                edition=proposal.edition_id,
                about=proposal,
            )
    except IntegrityError as error:
        raise Refused("Odwołanie w sprawie tego wniosku już złożono.") from error
    return filed


def decide_appeal(filed: Appeal, *, upheld: bool, reasons: str, user: User, at: datetime) -> Appeal:
    """Uphold an appeal (the proposal is judged on merit anew) or dismiss it. Raises Refused."""
    if not reasons.strip():
        raise Refused("Napisz uzasadnienie. Trafi do wnioskodawcy.")
    proposal = filed.proposal
    _refuse_own(proposal, user)
    with transaction.atomic():
        decided = Appeal.objects.filter(pk=filed.pk, upheld=None).update(
            upheld=upheld, reasons=reasons, decided_by=user, decided_at=at
        )
        if not decided:
            raise Refused("To odwołanie już rozpatrzono.")
        if upheld:
            lifecycle.move(proposal, Status.MERIT_REVIEW, user=user, now=at)
        else:
            record(
                AppealDismissed(number=proposal.number),
                Act(user.signature, at),
                town=proposal.edition.town,
                edition=proposal.edition_id,
                about=proposal,
            )
        _write(proposal, "appeal_upheld" if upheld else "appeal_dismissed", at=at, reasons=reasons)
    filed.refresh_from_db()
    return filed


def _write(proposal: Proposal, template: str, *, at: datetime, **context: Any) -> None:
    appeals = proposal.edition.windows.filter(stage=Stage.APPEALS.value).first()
    write_to_author(proposal, template, at=at, appeals=appeals, **context)
