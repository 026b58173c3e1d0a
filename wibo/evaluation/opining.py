"""Opinions of units: asked for until a day, given by a member."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.judging import refuse_partial
from wibo.evaluation.models import Opinion, Unit, UnitMember
from wibo.evaluation.models.opinions import RESULTS
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import OpinionAsked, OpinionGiven, OpinionTakenBack
from wibo.letters.actions import write
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status

# When a unit may be asked.
UNDER_EVALUATION = (Status.SUBMITTED, Status.MERIT_REVIEW)


def ask(proposal: Proposal, unit: Unit, due_on: date, question: str, *, user: User, at: datetime) -> Opinion:
    """Ask a unit; its members get a letter. Raises Refused."""
    if proposal.status not in UNDER_EVALUATION:
        raise Refused("O opinię można prosić tylko w czasie oceny wniosku.")
    refuse_partial(user, proposal)
    if due_on < localtime(at).date():
        raise Refused("Termin opinii już minął. Wybierz późniejszy dzień.", "due_on")
    try:
        with transaction.atomic():
            asked: Opinion = Opinion.objects.create(
                proposal=proposal, unit=unit, question=question, due_on=due_on, asked_by=user, asked_at=at
            )
            event = OpinionAsked(proposal.number, unit.name, date_format(due_on, "DATE_FORMAT"))
            lifecycle.journal(event, proposal, Act(user.signature, at))
            for member in UnitMember.objects.filter(unit=unit).select_related("user"):
                town = proposal.edition.town
                write(
                    "opinion_asked",
                    town=town,
                    address=member.user.email,
                    at=at,
                    edition=proposal.edition_id,
                    opinion=asked,
                )
    except IntegrityError as error:
        raise Refused(f"Jednostka „{unit}” ma już prośbę o opinię o tym wniosku.", "unit") from error
    return asked


def take_ask_back(asked: Opinion, *, user: User, at: datetime) -> None:
    """A question to the wrong unit, or no longer needed, is taken back before it is answered. Raises Refused."""
    with transaction.atomic():
        gone, _ = Opinion.objects.filter(pk=asked.pk, given_at=None).delete()
        if not gone:
            raise Refused("Ta opinia jest już wpisana. Możesz poprosić o nową.")
        event = OpinionTakenBack(asked.proposal.number, asked.unit.name)
        lifecycle.journal(event, asked.proposal, Act(user.signature, at))


def is_member(user: User, unit: Unit) -> bool:
    """Whether the person speaks for the unit."""
    return bool(UnitMember.objects.filter(unit=unit, user=user).exists())


def give(asked: Opinion, *, result: str, text: str, cost: int | None, user: User, at: datetime) -> None:
    """A member says what the unit thinks; `cost` in grosze. Raises Refused."""
    if not is_member(user, asked.unit):
        raise Refused(f"Opinię jednostki „{asked.unit}” może wpisać tylko ktoś, kto w niej pracuje.")
    refuse_partial(user, asked.proposal)
    if not text.strip():
        raise Refused("Napisz opinię.", "text")
    with transaction.atomic():
        given = Opinion.objects.filter(pk=asked.pk, given_at=None).update(
            result=result, text=text, cost=cost, given_by=user, given_at=at
        )
        if not given:
            raise Refused("Ta opinia jest już wpisana.")
        event = OpinionGiven(asked.proposal.number, asked.unit.name, str(dict(RESULTS)[result]))
        lifecycle.journal(event, asked.proposal, Act(user.signature, at))


def save_unit(unit: Unit, name: str, members: Iterable[User]) -> Unit:
    """Add or change a unit and who works in it. Raises Refused where another bears the name."""
    unit.name = name
    try:
        with transaction.atomic():
            unit.save()
            UnitMember.objects.filter(unit=unit).exclude(user__in=members).delete()
            known = set(UnitMember.objects.filter(unit=unit).values_list("user", flat=True))
            UnitMember.objects.bulk_create(
                UnitMember(unit=unit, user=user) for user in members if user.pk not in known
            )
    except IntegrityError as error:
        raise Refused("Jednostka o tej nazwie już jest.", "name") from error
    return unit
