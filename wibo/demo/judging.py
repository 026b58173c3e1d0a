"""How the invented officials judge the proposals of a town: by the fate that its recipe gives each."""

from datetime import datetime

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.demo.recipe import ADMITTED, FORMAL_NO, MERIT_NO, NEW, RETURNED, WITHDRAWN, Placed, Recipe
from wibo.demo.schedule import Calendar
from wibo.editions.models import Edition
from wibo.evaluation.deciding import Filled, decide_formally, decide_on_merit
from wibo.evaluation.models import Verdict
from wibo.evaluation.models.cards import CardKind
from wibo.evaluation.usual import CARDS
from wibo.proposals.actions import withdraw
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status

# Which question a reason answers with "no", by a word in the reason.
_BY_WORD = (("plan", "M2"), ("dział", "M3"), ("należy", "M3"), ("utrzyman", "M7"), ("decyzji", "M2"))


def judge(recipe: Recipe, edition: Edition, calendar: Calendar) -> bool:
    """Judge what waits. While evaluation lasts some proposals stay unjudged; later none does."""
    formal, merit = (
        User.objects.by_email(recipe.login(r)) for r in (Role.FORMAL_EVALUATOR, Role.MERIT_EVALUATOR)
    )
    fates = {placed.title: placed for placed in recipe.places}
    unfinished = calendar.stage == "evaluation"
    rows = Proposal.objects.filter(edition=edition).select_related("edition__town", "pool", "author")
    waiting = list(rows.filter(status=Status.SUBMITTED).in_order())
    judged = 0
    for number, proposal in enumerate(waiting):
        placed = fates.get(proposal.title)
        fate = placed.fate if placed else ADMITTED
        if unfinished and fate == NEW:
            continue
        at = _spread(calendar, 32, 38, number, len(waiting))
        if fate == WITHDRAWN:
            withdraw(proposal, user=proposal.author, at=at)
        else:
            _formal_card(proposal, placed, fate, formal, at, unfinished=unfinished)
        judged += 1
    passed = list(rows.filter(status=Status.MERIT_REVIEW).prefetch_related("cost_lines").in_order())
    for number, proposal in enumerate(passed):
        placed = fates.get(proposal.title)
        if unfinished and placed and placed.fate not in (ADMITTED, MERIT_NO):
            continue
        _merit_card(proposal, placed, merit, _spread(calendar, 41, 49, number, len(passed)))
        judged += 1
    return bool(judged)


def _spread(calendar: Calendar, first: int, last: int, number: int, of: int) -> datetime:
    """Office hours of the plan's days, in the order of the cards."""
    minutes = (last - first) * 420 * number // max(of, 1)
    return calendar.at(first + minutes // 420, 8 + minutes % 420 // 60, minutes * 7 % 60)


def _answers(kind: str, refused: str = "") -> dict[str, dict[str, str]]:
    return {one.code: {"answer": "no" if one.code == refused else "yes", "note": ""} for one in CARDS[kind]}


def _formal_card(
    proposal: Proposal, placed: Placed | None, fate: str, user: User, at: datetime, *, unfinished: bool
) -> None:
    verdict = Verdict.NEGATIVE if fate == FORMAL_NO else Verdict.POSITIVE
    if fate == RETURNED and unfinished:
        verdict = Verdict.SUPPLEMENT
    reasons = placed.reasons if placed and verdict != Verdict.POSITIVE else ""
    answers = _answers(CardKind.FORMAL, "F8" if reasons else "")
    filled = Filled(verdict, answers, reasons, parts=("location", "files"))
    decide_formally(proposal, filled, user=user, at=at)


def _merit_card(proposal: Proposal, placed: Placed | None, user: User, at: datetime) -> None:
    limit = proposal.pool.amount if proposal.pool else 0
    negative = proposal.cost > limit or (placed is not None and placed.fate == MERIT_NO)
    reasons = (placed.reasons if placed else "") or "Koszt jest wyższy niż pula."
    refused = next((code for word, code in _BY_WORD if word in reasons), "M5")
    filled = Filled(
        Verdict.NEGATIVE if negative else Verdict.POSITIVE,
        _answers(CardKind.MERIT, refused if negative else ""),
        reasons if negative else "",
        cost=None if negative else proposal.cost,
    )
    decide_on_merit(proposal, filled, user=user, at=at)
