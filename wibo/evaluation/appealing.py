"""Appeals: filed by the author or registered by a clerk, heard, decided by somebody who has not judged."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.holding import Agreed, carry, held
from wibo.evaluation.judging import judged_ever, why_partial
from wibo.evaluation.models import Appeal, Change, FormalReview, MeritReview, Verdict
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import (
    AppealAdmitted,
    AppealDismissed,
    AppealFiled,
    AppealHeard,
    AppealRegistered,
    AppealUpheld,
    AppealWithdrawn,
)
from wibo.proposals import lifecycle
from wibo.proposals.actions import attach
from wibo.proposals.models import Proposal
from wibo.proposals.own import refuse_own
from wibo.proposals.statuses import Status
from wibo.proposals.terms import came_in_time, decide_until, may_appeal_now
from wibo.proposals.writing import write_to_author
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.proposing.parts import Purpose

_ADMITS, _RETURNS, _DISMISSES = "admit", "return", "dismiss"
_TWICE = "Odwołanie w sprawie tego wniosku już złożono."


def appeal(proposal: Proposal, text: str, upload: Any = None, *, user: User, at: datetime) -> Appeal:
    """The author appeals against a refusal, once, perhaps with a file, and gets a receipt with the text. Raises Refused."""
    if proposal.status != Status.REJECTED or proposal.author_id != user.pk:
        raise Refused("Odwołać się może autor wniosku, który nie został dopuszczony.")
    if not may_appeal_now(proposal, at):
        raise Refused("Czas na odwołania jeszcze się nie zaczął albo już minął. Terminy są w zasadach.")
    _refuse_twice(proposal)
    if upload is not None:
        attach(proposal, upload, purpose=Purpose.APPEAL, at=at, by_office=True)
    event = AppealFiled(number=proposal.number)
    return _filed(Appeal(proposal=proposal, text=text, filed_at=at), event, Act(user.signature, at))


def register_appeal(proposal: Proposal, text: str, received_on: date, *, user: User, at: datetime) -> Appeal:
    """A clerk copies an appeal that came on paper; the day it came in counts. Raises Refused."""
    if proposal.status != Status.REJECTED:
        raise Refused("Ten wniosek nie jest odrzucony. Odwołać się można tylko od odmowy.")
    if received_on > localtime(at).date():
        raise Refused("Data wpływu nie może być w przyszłości.", "received_on")
    if not came_in_time(proposal, received_on):
        raise Refused(
            "W tym dniu nie można się było odwołać od tej decyzji. Sprawdź datę wpływu.", "received_on"
        )
    refuse_own(proposal, user)
    _refuse_twice(proposal)
    made = Appeal(
        proposal=proposal,
        text=text,
        filed_at=at,
        source=Channel.PAPER.value,
        received_on=received_on,
        registered_by=user,
    )
    event = AppealRegistered(proposal.number, date_format(received_on, "DATE_FORMAT"))
    return _filed(made, event, Act(user.signature, at))


def appealed(proposal: Proposal) -> bool:
    """Whether the verdict that stands was appealed against."""
    filed = Appeal.objects.standing().filter(proposal=proposal)
    if proposal.announced_at is not None:
        filed = filed.filter(Q(upheld=None) | Q(filed_at__gte=proposal.announced_at))
    return bool(filed.exists())


def _refuse_twice(proposal: Proposal) -> None:
    if appealed(proposal):
        raise Refused(_TWICE)


def _filed(made: Appeal, event: AppealFiled | AppealRegistered, act: Act) -> Appeal:
    proposal = made.proposal
    came = made.received_on or localtime(act.at).date()
    made.due_on = decide_until(proposal.edition, came)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            lifecycle.journal(event, proposal, act)
            write_to_author(proposal, "appeal_filed", at=act.at, appeal=made)
    except IntegrityError as error:
        raise Refused(_TWICE) from error
    return made


def hear(filed: Appeal, on: date, notes: str, *, user: User, at: datetime) -> None:
    """Note that the author was heard, and what was said. Raises Refused."""
    if not filed.waits:
        raise Refused("To odwołanie już rozpatrzono albo wycofano.")
    if on < (filed.received_on or localtime(filed.filed_at).date()):
        raise Refused("Wysłuchanie nie mogło się odbyć, zanim wpłynęło odwołanie. Sprawdź datę.", "on")
    if on > localtime(at).date():
        raise Refused("Wysłuchanie nie mogło się odbyć w przyszłości. Sprawdź datę.", "on")
    if not notes.strip():
        raise Refused("Napisz, co powiedziano.", "heard")
    with transaction.atomic():
        filed.heard_on, filed.heard = on, notes
        filed.save(update_fields=["heard_on", "heard"])
        event = AppealHeard(filed.proposal.number, date_format(on, "DATE_FORMAT"))
        lifecycle.journal(event, filed.proposal, Act(user.signature, at))


def withdraw_appeal(filed: Appeal, reason: str, *, user: User, at: datetime) -> None:
    """Its author withdraws it, or the office takes back what it registered at the wrong proposal. Raises Refused."""
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku.", "reason")
    with transaction.atomic():
        if not Appeal.objects.undecided().filter(pk=filed.pk).update(withdrawn_at=at, withdrawn_why=reason):
            raise Refused("To odwołanie już rozpatrzono albo wycofano.")
        event = AppealWithdrawn(filed.proposal.number, reason)
        lifecycle.journal(event, filed.proposal, Act(user.signature, at))
        write_to_author(filed.proposal, "appeal_withdrawn", at=at, reason=reason)


def why_not_decide(filed: Appeal, user: User) -> str:
    """Why the person may not decide the appeal; "" where they may."""
    if judged_ever(user, filed.proposal):
        return "Ten wniosek oceniałeś. O odwołaniu musi zdecydować ktoś inny."
    return why_partial(user, filed.proposal)


def decide_appeal(
    filed: Appeal, outcome: str, reasons: str, *, user: User, at: datetime, agreed: Agreed = None
) -> Appeal:
    """Dismiss an appeal, or uphold it: the proposal is judged on merit anew, or admitted at once. Raises Refused."""
    if not reasons.strip():
        raise Refused("Napisz uzasadnienie. Trafi do wnioskodawcy.", "reasons")
    with transaction.atomic():
        proposal = held(filed.proposal, agreed)
        if why := why_not_decide(filed, user):
            raise Refused(why)
        if proposal.status != Status.REJECTED:
            raise Refused("To odwołanie już rozpatrzono albo wniosek nie jest już odrzucony.")
        decided = (
            Appeal.objects.undecided()
            .filter(pk=filed.pk)
            .update(upheld=outcome != _DISMISSES, reasons=reasons, decided_by=user, decided_at=at)
        )
        if not decided:
            raise Refused("To odwołanie już rozpatrzono albo wycofano.")
        if outcome == _DISMISSES:
            lifecycle.journal(AppealDismissed(number=proposal.number), proposal, Act(user.signature, at))
            write_to_author(proposal, "appeal_dismissed", at=at, reasons=reasons)
        else:
            _uphold(proposal, outcome, reasons, user, at)
    carry(proposal, filed.proposal)
    filed.refresh_from_db(fields=["upheld", "reasons", "decided_by", "decided_at"])
    return filed


def may_admit(proposal: Proposal) -> bool:
    """Whether an appeal can admit at once: a merit card has verified the very cost that the author asks for."""
    cards = MeritReview.objects.standing().filter(proposal=proposal, verified_cost=proposal.cost)
    waits = Change.objects.unanswered().filter(proposal=proposal).exists()
    return cards.exists() and not waits


def _uphold(proposal: Proposal, outcome: str, reasons: str, user: User, at: datetime) -> None:
    told = {"reasons": reasons}
    for kind in (FormalReview, MeritReview):
        refused = kind.objects.standing().filter(proposal=proposal, verdict=Verdict.NEGATIVE)
        if outcome == _ADMITS and kind is MeritReview and not may_admit(proposal):
            raise Refused(
                "Kosztu tego wniosku nikt nie sprawdził na karcie merytorycznej albo sprawdzono inny. Skieruj wniosek do "
                "ponownej oceny."
            )
        refused.update(taken_back_at=at, taken_back_why="uwzględnione odwołanie")
    if outcome == _RETURNS:
        lifecycle.move(
            proposal,
            Status.MERIT_REVIEW,
            user=user,
            now=at,
            event=AppealUpheld,
            told=told,
            announced_at=None,
            appeal_until=None,
        )
        return
    if proposal.pool and proposal.cost > proposal.pool.amount:
        raise Refused("Koszt wniosku jest wyższy niż pula. Można go tylko skierować do ponownej oceny.")
    MeritReview.objects.create(
        proposal=proposal,
        verdict=Verdict.POSITIVE,
        reasons=reasons,
        reviewer=user,
        decided_at=at,
        announced_at=at,
        verified_cost=proposal.cost,
    )
    lifecycle.move(
        proposal,
        Status.ADMITTED,
        user=user,
        now=at,
        event=AppealAdmitted,
        told=told,
        announced_at=at,
        appeal_until=None,
    )
