"""What an office of thirty does while it evaluates: units and their opinions, a change of cost, a merge, whose cards are whose."""

from datetime import timedelta
from itertools import combinations

from django.db.models import QuerySet
from django.utils.timezone import localtime

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation import agreeing, appealing, assigning, merging, opining
from wibo.evaluation.cards import usual_grounds
from wibo.evaluation.models import Unit
from wibo.evaluation.models.agreeing import Way
from wibo.evaluation.models.cards import CardKind
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.costs import CostRow

# How a town that is still evaluating does it.
RULES = {"appeal_days": 7, "working_days": True, "answer_days": 14}
_UNITS = ("Referat Zieleni", "Referat Dróg")


def evaluate_further(recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
    """Show all of evaluation in a town that is in the middle of it; once."""
    if calendar.stage != "evaluation" or Unit.objects.exists():
        return
    usual_grounds(edition.town)
    office = {role: User.objects.by_email(recipe.login(role)) for role in Role if role in _shown(recipe)}
    formal, merit = office[Role.FORMAL_EVALUATOR], office[Role.MERIT_EVALUATOR]
    at = calendar.now - timedelta(days=1)
    rows = Proposal.objects.filter(edition=edition).select_related("edition__town", "pool", "author")
    new = list(rows.filter(status=Status.SUBMITTED).in_order())
    passed = list(rows.filter(status=Status.MERIT_REVIEW).prefetch_related("cost_lines").in_order())
    if len(new) < 3 or not passed:
        return
    assigning.assign(new[:4], CardKind.FORMAL, formal, act=Act(str(office[Role.COORDINATOR]), at))
    assigning.write_note(
        new[0], "Autorka dosłała mapę e-mailem, jest w aktach.", user=office[Role.CLERK], at=at
    )
    _opinions(passed[0], edition, office, calendar)
    _changes(passed[1:3], merit, office[Role.CLERK], calendar)
    pair = next(((a, b) for a, b in combinations(new[1:], 2) if a.pool_id == b.pool_id), None)
    if pair is not None:
        why = "Obie rzeczy można zrobić razem, jednym zamówieniem i taniej."
        merging.propose_merge(pair[0], [pair[1]], why, user=formal, at=at)
    _appeal(rows, calendar)


def _shown(recipe: Recipe) -> set[Role]:
    return {role for person in recipe.people for role in person.roles}


def _opinions(proposal: Proposal, edition: Edition, office: dict[Role, User], calendar: Calendar) -> None:
    merit, at = office[Role.MERIT_EVALUATOR], calendar.now - timedelta(days=3)
    for number, name in enumerate(_UNITS):
        unit = opining.save_unit(Unit(town=edition.town), name, [office[Role.CLERK]])
        due = localtime(calendar.now).date() + timedelta(days=number * 4)
        asked = opining.ask(proposal, unit, due, "Czy teren jest wolny?", user=merit, at=at)
        if number == 0:
            text = "Teren jest wolny. Drzewa przy ogrodzeniu trzeba zachować."
            opining.give(
                asked, result="positive", text=text, cost=None, user=office[Role.CLERK], at=calendar.now
            )


def _changes(proposals: list[Proposal], merit: User, clerk: User, calendar: Calendar) -> None:
    """One that the author has agreed to on paper, and one that waits for an answer."""
    at = calendar.now - timedelta(days=2)
    for number, proposal in enumerate(proposals):
        texts = {name: getattr(proposal, name) for name in agreeing.TEXTS}
        rows = [line.row for line in proposal.cost_lines.all()]
        costs = [*rows, CostRow("Projekt i nadzór", 1_800_00)]
        why = "W kosztach brakowało projektu i nadzoru."
        change = agreeing.propose(proposal, texts, costs, why, user=merit, at=at)
        if number == 0:
            act = Act(str(clerk), calendar.now)
            agreeing.answer(change, agreed=True, way=Way.PAPER, act=act, clerk=clerk)


def _appeal(rows: QuerySet[Proposal], calendar: Calendar) -> None:
    refused = rows.filter(status=Status.REJECTED).exclude(author=None).order_by("-announced_at").first()
    if refused is None or refused.author is None or refused.announced_at is None:
        return
    text = (
        f"Proszę jeszcze raz sprawdzić wniosek „{refused.title}”. Uważam, że da się to zrobić w tym miejscu: dołączę wyrys z "
        "planu i zgodę zarządcy, jeśli trzeba."
    )
    appealing.appeal(
        refused, text, user=refused.author, at=min(refused.announced_at + timedelta(days=1), calendar.now)
    )
