"""How an invented town votes: on the web day by day, on paper box by box, with the faults that papers have."""

import random
from dataclasses import dataclass
from datetime import date

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.invented.electorate import MARGIN, voter_of
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import FIRST_VOTE, LAST_VOTE, TODAY, Calendar
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.tally import Tally
from wibo.rulebook.award.verdicts import Outcome
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.ballots import BallotRules, Marks, misfit
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.ballot.lists import PoolList, lists_for, lists_of
from wibo.voting.booth.casting import cast
from wibo.voting.models import Envelope, PaperBatch
from wibo.voting.papers.batches import close_batch, confirm_count, open_batch
from wibo.voting.papers.checking import PaperCard, is_in_share
from wibo.voting.papers.entering import enter_paper
from wibo.voting.papers.second_keying import key_again

_FIRST_KEY = "demo-0"
# More draws than a ballot of any real rules needs to fit.
_TRIES = 40
_USUAL_POINTS = 5
# How many vote in each hour of a day, beside each other.
_BY_HOUR = (3, 1, 1, 0, 0, 1, 3, 6, 10, 14, 15, 13, 11, 10, 10, 11, 12, 13, 15, 18, 21, 17, 11, 6)
# Paper serials with a fault, repeated in every box; DUPLICATE and NOT_RESIDENT come from who votes.
_FAULTS = {
    7: Reason.NO_SIGNATURE,
    11: Reason.DUPLICATE,
    17: Reason.NAME_MISSING,
    23: Reason.TOO_MANY,
    29: Reason.NOT_RESIDENT,
    38: Reason.DUPLICATE,
}


@dataclass(slots=True)
class _Taste:
    """How likely each project is chosen, the same at every build."""

    chance: random.Random
    weights: dict[int, list[float]]

    def marks(self, entry: PoolList) -> Marks:
        """One person's marks on a list, as its rules allow; none where nothing fits after a few tries."""
        rules = entry.pool.ballot_rules
        costs = {project.number: project.cost for project in entry.standing}
        for _ in range(_TRIES):
            found = self._choice(entry, rules)
            if misfit(found, rules, costs) is None:
                return found
        return Marks()

    def _choice(self, entry: PoolList, rules: BallotRules) -> Marks:
        projects = entry.standing
        most = min(rules.max_length or len(projects), len(projects), len(rules.point_set) or len(projects))
        least = min(max(rules.min_length, 1), most)
        wanted = self.chance.choices(
            projects, self.weights[entry.pool.pk], k=self.chance.randint(least, most)
        )
        numbers = tuple(dict.fromkeys(project.number for project in wanted))
        return Marks(numbers, self._points(len(numbers), rules) if rules.takes_points else ())

    def _points(self, count: int, rules: BallotRules) -> tuple[int, ...]:
        if rules.point_set:
            return rules.point_set[:count]
        total, each = rules.max_sum_points, rules.max_points
        if not total:
            return tuple(self.chance.randint(1, each or _USUAL_POINTS) for _ in range(count))
        points = [1] * count
        for _ in range(total - count):
            at = self.chance.randrange(count)
            points[at] += points[at] < (each or total)
        return tuple(points)


def _taste(lists: list[PoolList], seed: str) -> _Taste:
    chance = random.Random(seed)
    weights = {entry.pool.pk: [chance.paretovariate(1.1) for _ in entry.standing] for entry in lists}
    return _Taste(chance, weights)


def vote(recipe: Recipe, edition: Edition, calendar: Calendar) -> bool:
    """Cast the web ballots and key the boxes; False when that was done before."""
    if Envelope.objects.filter(edition=edition, idempotency_key=_FIRST_KEY).exists():
        return False
    lists = lists_of(edition)
    taste = _taste(lists, recipe.slug)
    areas: list[int | None] = [area.pk for area in edition.areas.all()] or [None]
    cast_marks: list[dict[int, Marks]] = []
    for at in range(recipe.web_ballots):
        area = taste.chance.choice(areas)
        marks = {entry.pool.pk: taste.marks(entry) for entry in lists_for(edition, area)}
        _cast(edition, calendar, at, area, marks)
        cast_marks.append(marks)
    if recipe.boxes:
        cast_marks += _boxes(recipe, edition, calendar, taste, lists, areas)
    if recipe.tie:
        _make_tie(recipe, edition, calendar, lists[0], cast_marks)
    return True


def _cast(edition: Edition, calendar: Calendar, at: int, area: int | None, marks: dict[int, Marks]) -> None:
    # Most people vote on the first and the last days.
    chance = random.Random(at * 31)
    last = min(LAST_VOTE, max(FIRST_VOTE, TODAY[calendar.stage] - 1))
    day = round(FIRST_VOTE + (last - FIRST_VOTE) * chance.betavariate(0.6, 0.7))
    now = calendar.at(day, _hour(chance, first=day == FIRST_VOTE), chance.randrange(60))
    voter = voter_of(edition, at, now.date())
    cast(edition, voter, area, marks, idempotency_key=f"demo-{at}", now=now)


def _hour(chance: random.Random, *, first: bool) -> int:
    """People vote after breakfast and after supper; a few at night. On the first day voting opens at eight."""
    opens = 8 if first else 0
    [hour] = chance.choices(range(opens, 24), _BY_HOUR[opens:])
    return hour


def _boxes(
    recipe: Recipe,
    edition: Edition,
    calendar: Calendar,
    taste: _Taste,
    lists: list[PoolList],
    areas: list[int | None],
) -> list[dict[int, Marks]]:
    """Key every box; while voting lasts, the last boxes are still to be keyed. The valid marks."""
    clerk, second = (User.objects.by_email(recipe.login(role)) for role in (Role.CLERK, Role.COMMISSION))
    valid, start = [], recipe.web_ballots
    for number, (name, count) in enumerate(recipe.boxes):
        day = FIRST_VOTE + 1 + number * 4
        if not calendar.has_come(day):
            break
        batch = open_batch(edition, name, calendar.day(day), count, user=clerk, at=calendar.at(day + 1, 9))
        batch = confirm_count(batch, count, user=second, at=calendar.at(day + 1, 9, 20))
        begun = calendar.stage == "voting" and number == 1
        for serial in range(1, (count // 2 if begun else count - (number == 1)) + 1):
            area = taste.chance.choice(areas)
            marks = {entry.pool.pk: taste.marks(entry) for entry in lists_for(edition, area)}
            card = _card(recipe, edition, start + serial, serial, area, marks, calendar.day(day))
            envelope = enter_paper(batch, serial, card, user=clerk, at=calendar.at(day + 1, 10, serial % 60))
            if is_in_share(batch, serial):
                key_again(batch, serial, card, user=second, at=calendar.at(day + 1, 12, serial % 60))
            if not envelope.reason:
                valid.append(marks)
        start += count
    return valid


def _card(
    recipe: Recipe,
    edition: Edition,
    person: int,
    serial: int,
    area: int | None,
    marks: dict[int, Marks],
    day: date,
) -> PaperCard:
    fault = _FAULTS.get(serial)
    if fault is Reason.DUPLICATE:
        # This person has voted on the web already.
        return PaperCard(voter_of(edition, serial, day), area, marks)
    if fault is Reason.NOT_RESIDENT and edition.kind is IdentityKind.PESEL_REGISTER:
        return PaperCard(voter_of(edition, person + 4000, day), area, marks)
    if fault is Reason.NAME_MISSING:
        return PaperCard(None, area, marks, fault.value)
    reason = fault.value if fault in (Reason.NO_SIGNATURE, Reason.TOO_MANY) else ""
    return PaperCard(voter_of(edition, person, day), area, marks, reason)


def close_boxes(recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
    """Close what is still open, with a note where the papers are fewer than counted."""
    clerk, second = (User.objects.by_email(recipe.login(role)) for role in (Role.CLERK, Role.COMMISSION))
    open_batches = PaperBatch.objects.filter(edition=edition, closed_at=None).select_related("edition__town")
    for batch in open_batches:
        note = "Jedna karta była pusta i bez pieczęci: kartka z bloczku, nie karta. Protokół nr 3."
        missing = Envelope.objects.filter(batch=batch).handed_in().count() != batch.expected
        both = f"{clerk} i {second}" if missing else ""
        close_batch(batch, note if missing else "", user=clerk, at=calendar.at(118, 13), second=both)


def _make_tie(
    recipe: Recipe, edition: Edition, calendar: Calendar, entry: PoolList, cast_marks: list[dict[int, Marks]]
) -> None:
    """A few more people vote so that a winner and a loser end level, and the lot decides about money."""
    ballots = [marks[entry.pool.pk] for marks in cast_marks]
    rule, costs = entry.rule, {project.number: project.cost for project in entry.projects}

    def outcome_of(more: list[Marks]) -> tuple[Tally, Outcome]:
        return allocate(ballots + more, costs, entry.pool.amount, rule.rules, entry.pool.award_rule)

    counted, outcome = outcome_of([])
    losers = set(costs) - set(outcome.funded)
    gaps = sorted(
        (counted.votes[winner] - counted.votes[loser], winner, loser)
        for winner in outcome.funded
        for loser in losers
        if counted.votes[winner] > counted.votes[loser]
    )
    start = recipe.web_ballots + sum(count for _, count in recipe.boxes)
    for gap, _, loser in gaps:
        more = [Marks((loser,))] * gap
        if gap < MARGIN and outcome_of(more)[1].tie_decides:
            for number, marks in enumerate(more):
                _cast(edition, calendar, start + 1 + number, None, {entry.pool.pk: marks})
            return
