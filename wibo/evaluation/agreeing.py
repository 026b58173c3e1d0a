"""Changes of cost, place or scope: proposed by the office, agreed to by the author on line or on paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.holding import held
from wibo.evaluation.judging import refuse_partial
from wibo.evaluation.models import Change
from wibo.evaluation.models.agreeing import Way
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import ChangeAgreed, ChangeProposed, ChangeRefused, ChangeTakenBack
from wibo.proposals import lifecycle
from wibo.proposals.actions import save_draft
from wibo.proposals.describing import described, with_sum
from wibo.proposals.models import Proposal
from wibo.proposals.own import refuse_own
from wibo.proposals.statuses import Status
from wibo.proposals.writing import write_to_author
from wibo.rulebook.evaluating.deadlines import last_day
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import Part
from wibo.wording.proposing import label_of

# What the office may propose to change, as text.
TEXTS = ("title", "summary", "description", "location", "plot")
_COSTS = Part.COSTS.value


def propose(
    proposal: Proposal,
    texts: Mapping[str, str],
    costs: Sequence[CostRow],
    why: str,
    *,
    user: User,
    at: datetime,
) -> Change:
    """Propose to the author other texts and rows of costs than theirs; what is the same is no part of it. Raises Refused."""
    if proposal.status != Status.MERIT_REVIEW:
        raise Refused("Zmianę można uzgadniać tylko w czasie oceny merytorycznej.")
    refuse_partial(user, proposal)
    before = described(proposal)
    # A form sends its lines with other ends than those that are stored.
    after = {name: text for name, text in _one_ended(texts).items() if text != _one_ended(before)[name]}
    wanted: dict[str, Any] = dict(after)
    rows = [line.row for line in proposal.cost_lines.all()]
    if list(costs) != rows:
        if proposal.pool and sum(row.amount for row in costs) > proposal.pool.amount:
            raise Refused("Razem to więcej niż cała pula. Taki projekt nie może wygrać.")
        after[_COSTS] = with_sum(costs)
        wanted[_COSTS] = [[row.name, row.price, str(row.quantity), row.unit] for row in costs]
    if not after:
        raise Refused("Nic się nie różni od wniosku. Zmień to, co ma być inaczej.")
    if not why.strip():
        raise Refused("Napisz, dlaczego proponujesz zmianę. Przeczyta to wnioskodawca.", "why")
    with transaction.atomic():
        # Of two who propose at once, one waits here and is refused.
        held(proposal)
        _refuse_open(proposal)
        made: Change = Change.objects.create(
            proposal=proposal,
            before={part: before[part] for part in after},
            after=after,
            wanted=wanted,
            why=why,
            due_on=last_day(localtime(at).date(), proposal.edition.evaluating.correction_days),
            proposed_by=user,
            proposed_at=at,
        )
        lifecycle.journal(ChangeProposed(proposal.number, _parts(made)), proposal, Act(user.signature, at))
        write_to_author(proposal, "change_proposed", at=at, change=made)
    return made


def _one_ended(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: "\n".join(text.splitlines()) for name, text in texts.items()}


def _refuse_open(proposal: Proposal) -> None:
    if Change.objects.unanswered().filter(proposal=proposal).exists():
        raise Refused("Wnioskodawca ma już propozycję zmiany. Poczekaj na odpowiedź albo ją wycofaj.")


def _parts(change: Change) -> str:
    return ", ".join(label_of(part) for part in change.after)


def answer(change: Change, *, agreed: bool, way: Way, act: Act, clerk: User | None = None) -> None:
    """The author agrees or not; agreed to, the change is made at once. `clerk` notes an answer on paper. Raises Refused.

    What was proposed against an older text is not written over a newer one.
    """
    if clerk is not None:
        refuse_own(change.proposal, clerk)
    with transaction.atomic():
        proposal = held(change.proposal)
        open_ones = Change.objects.unanswered().filter(pk=change.pk)
        if not open_ones.update(agreed=agreed, way=way, answered_at=act.at, noted_by=clerk):
            raise Refused("Na tę propozycję już odpowiedziano albo urząd ją wycofał.")
        if agreed:
            now = described(proposal)
            if any(now[part] != text for part, text in change.before.items()):
                raise Refused("Wniosek zmienił się od tej propozycji. Urząd musi ją wycofać i napisać nową.")
            _make(proposal, change, act.at)
        event = ChangeAgreed if agreed else ChangeRefused
        lifecycle.journal(event(proposal.number, _parts(change), str(way.label)), proposal, act)
        write_to_author(proposal, "change_answered", at=act.at, agreed=agreed, change=change)


def _make(proposal: Proposal, change: Change, at: datetime) -> None:
    if proposal.status != Status.MERIT_REVIEW:
        raise Refused("Wniosek nie jest już w ocenie merytorycznej. Tej zmiany nie można zrobić.")
    wanted = dict(change.wanted)
    rows = wanted.pop(_COSTS, None)
    costs = None
    if rows is not None:
        costs = [CostRow(name, price, Decimal(quantity), unit) for name, price, quantity, unit in rows]
    save_draft(proposal, costs, at=at, **wanted)


def take_back(change: Change, *, act: Act) -> None:
    """The office gives the proposed change up. Raises Refused once it is answered."""
    with transaction.atomic():
        if not Change.objects.unanswered().filter(pk=change.pk).update(taken_back_at=act.at):
            raise Refused("Na tę propozycję już odpowiedziano.")
        lifecycle.journal(ChangeTakenBack(number=change.proposal.number), change.proposal, act)
