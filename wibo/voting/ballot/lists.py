"""The ballot of an edition: its lists with their projects, and which of them a voter has."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.timezone import localtime

from wibo.editions.models import Edition, Pool
from wibo.editions.wording import ballot_rule
from wibo.memory import Newest
from wibo.rulebook.voting.ballots import BallotList, Marks
from wibo.rulebook.voting.possible import within
from wibo.rulebook.voting.voting_rules import AreaRule
from wibo.voting.ballot.models import Project


@dataclass(frozen=True)
class PoolList:
    """A pool with its projects in ballot order, struck ones included: a mark on them is no fault."""

    pool: Pool
    projects: tuple[Project, ...]

    @cached_property
    def standing(self) -> tuple[Project, ...]:
        """The projects that can still be chosen."""
        return tuple(project for project in self.projects if project.struck_at is None)

    @cached_property
    def rule(self) -> BallotList:
        """The list for the rulebook; projects are named by number."""
        return self._asking(len(self.standing))

    def rule_on(self, day: date) -> BallotList:
        """As it was on a day: a paper of a day before a strike was asked for as many as stood then."""
        stood = [
            one for one in self.projects if one.struck_at is None or localtime(one.struck_at).date() > day
        ]
        return self._asking(len(stood))

    def _asking(self, standing: int) -> BallotList:
        costs = {project.number: project.cost for project in self.projects}
        return BallotList(within(self.pool.ballot_rules, standing), costs)

    @property
    def rule_in_words(self) -> str:
        """What the list asks of a voter, of the projects that still stand."""
        return ballot_rule(self.rule.rules)


# Ballots that this process has read, by what fixes their content.
_known: Newest[list[PoolList]] = Newest(64)


def lists_of(edition: Edition) -> list[PoolList]:
    """All lists that have projects, in the order of pools: two queries, or none for a frozen ballot seen before.

    A frozen ballot changes in one way only, by striking a project, and that is counted in the edition's row.
    """
    if not edition.frozen_at:
        return read_lists(edition)
    return _known.get((edition.ring, edition.strikes), lambda: read_lists(edition))


def read_lists(edition: Edition) -> list[PoolList]:
    """All lists as they stand in the database now, whatever this process remembers."""
    grouped: dict[int, list[Project]] = {}
    for project in Project.objects.filter(edition=edition).prefetch_related("errata").in_order():
        grouped.setdefault(project.pool_id, []).append(project)
    pools = list(Pool.objects.filter(edition=edition).select_related("area", "leftover_to"))
    for pool in pools:
        pool.edition = edition
    return [PoolList(pool, tuple(grouped[pool.pk])) for pool in pools if pool.pk in grouped]


def lists_for(edition: Edition, area: int | None) -> list[PoolList]:
    """The lists of a voter: those of the whole commune and of the area (their own or a chosen one, by the rule);
    all of them where the edition lets everyone vote everywhere.
    """
    lists = lists_of(edition)
    if edition.voting.area_rule is AreaRule.ANY:
        return lists
    return [entry for entry in lists if entry.pool.area_id in (None, area)]


def asks_area(edition: Edition) -> bool:
    """Whether a voter must name an area, because some lists belong to one."""
    if edition.voting.area_rule is AreaRule.ANY:
        return False
    return any(entry.pool.area_id for entry in lists_of(edition))


def step_count(edition: Edition) -> int:
    """Steps of the booth: who you are, the area when that matters, the choice, the check."""
    return 4 if asks_area(edition) else 3


def as_rules(lists: list[PoolList], on: date | None = None) -> dict[str, BallotList]:
    """The lists for `whole_fault`, by pool id; as they were on a day, where one is given."""
    return {str(entry.pool.pk): entry.rule_on(on) if on else entry.rule for entry in lists}


def longest_ballot(lists: list[PoolList]) -> dict[int, Marks]:
    """The fullest ballot that could be written, which sets the envelope's size."""
    full = {}
    for entry in lists:
        numbers = tuple(project.number for project in entry.projects)
        points = (10_000,) * len(numbers) if entry.pool.ballot_rules.takes_points else ()
        full[entry.pool.pk] = Marks(numbers, points)
    return full
