"""How the invented officials judge the proposals of a town: by the fate that its recipe gives each."""

from datetime import datetime

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation.announcing import announce_all
from wibo.evaluation.announcing import waiting as waiting_for_announcement
from wibo.evaluation.cards import criteria_now, current_card
from wibo.evaluation.deciding import Filled, decide_formally, decide_on_merit
from wibo.evaluation.models import Verdict
from wibo.evaluation.models.cards import CardKind
from wibo.invented.recipe import ADMITTED, FORMAL_NO, MERIT_NO, NEW, RETURNED, WITHDRAWN, Placed, Recipe
from wibo.invented.schedule import Calendar
from wibo.proposals.actions import withdraw
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.evaluating.rules import Decides

# Who gives verdicts on merit, by the edition's rule.
_DECIDERS = {
    Decides.EVALUATOR: Role.MERIT_EVALUATOR,
    Decides.COORDINATOR: Role.COORDINATOR,
    Decides.COMMISSION: Role.COMMISSION,
}
# Which question a reason answers with "no", by a word in the reason.
_BY_WORD = (("plan", "M2"), ("dział", "M3"), ("należy", "M3"), ("utrzyman", "M7"), ("decyzji", "M2"))


def judge(recipe: Recipe, edition: Edition, calendar: Calendar) -> bool:
    """Judge what waits. While evaluation lasts some proposals stay unjudged; later none does."""
    decides = _DECIDERS[edition.evaluating.decides]
    formal, merit = (User.objects.by_email(recipe.login(r)) for r in (Role.FORMAL_EVALUATOR, decides))
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
    if not unfinished:
        # Where all verdicts become known together, that day is over.
        announce_all(
            waiting_for_announcement(edition),
            user=User.objects.by_email(recipe.login(Role.COORDINATOR)),
            at=calendar.at(51),
        )
    return bool(judged)


def _spread(calendar: Calendar, first: int, last: int, number: int, of: int) -> datetime:
    """Office hours of the plan's days, in the order of the cards."""
    minutes = (last - first) * 420 * number // max(of, 1)
    return calendar.at(first + minutes // 420, 8 + minutes % 420 // 60, minutes * 7 % 60)


def _answers(proposal: Proposal, kind: CardKind, refused: str = "") -> dict[str, dict[str, str]]:
    """The edition's own questions, all with yes but the one that a refusal names; where that is not among them, the first."""
    codes = [one.code for one in criteria_now(proposal.edition, kind)]
    said_no = refused if refused in codes or not refused else codes[0]
    return {code: {"answer": "no" if code == said_no else "yes", "note": ""} for code in codes}


def _formal_card(
    proposal: Proposal, placed: Placed | None, fate: str, user: User, at: datetime, *, unfinished: bool
) -> None:
    verdict = Verdict.NEGATIVE if fate == FORMAL_NO else Verdict.POSITIVE
    if fate == RETURNED and unfinished:
        verdict = Verdict.SUPPLEMENT
    reasons = placed.reasons if placed and verdict != Verdict.POSITIVE else ""
    answers = _answers(proposal, CardKind.FORMAL, "F8" if reasons else "")
    card = current_card(proposal.edition, CardKind.FORMAL)
    filled = Filled(verdict, answers, reasons, parts=("location", "files"), card=card)
    decide_formally(proposal, filled, user=user, at=at)


def _merit_card(proposal: Proposal, placed: Placed | None, user: User, at: datetime) -> None:
    limit = proposal.pool.amount if proposal.pool else 0
    negative = proposal.cost > limit or (placed is not None and placed.fate == MERIT_NO)
    reasons = (placed.reasons if placed else "") or "Koszt jest wyższy niż pula."
    refused = next((code for word, code in _BY_WORD if word in reasons), "M5")
    filled = Filled(
        Verdict.NEGATIVE if negative else Verdict.POSITIVE,
        _answers(proposal, CardKind.MERIT, refused if negative else ""),
        reasons if negative else "",
        cost=None if negative else proposal.cost,
        card=current_card(proposal.edition, CardKind.MERIT),
    )
    decide_on_merit(proposal, filled, user=user, at=at)
