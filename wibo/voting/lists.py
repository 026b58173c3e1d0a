"""The ballot of an edition: its lists with their projects, and which of them a voter has."""

from dataclasses import dataclass

from wibo.editions.models import Edition, Pool
from wibo.rulebook.ballots import BallotList, Marks
from wibo.voting.models import Project


@dataclass(frozen=True, slots=True)
class PoolList:
    """A pool with its projects in ballot order, struck ones included: a mark on them is no fault."""

    pool: Pool
    projects: tuple[Project, ...]

    @property
    def standing(self) -> tuple[Project, ...]:
        """The projects that can still be chosen."""
        return tuple(project for project in self.projects if project.struck_at is None)

    @property
    def rule(self) -> BallotList:
        """The list for the rulebook; projects are named by number."""
        return BallotList(self.pool.ballot_rules, {project.number: project.cost for project in self.projects})


def lists_of(edition: Edition) -> list[PoolList]:
    """All lists that have projects, in the order of pools; two queries."""
    grouped: dict[int, list[Project]] = {}
    for project in Project.objects.filter(edition=edition).in_order():
        grouped.setdefault(project.pool_id, []).append(project)
    pools = Pool.objects.filter(edition=edition).select_related("area")
    return [PoolList(pool, tuple(grouped[pool.pk])) for pool in pools if pool.pk in grouped]


def lists_for(lists: list[PoolList], area: int | None) -> list[PoolList]:
    """The lists of a voter who lives in the area: those of the whole commune and the area's own."""
    return [entry for entry in lists if entry.pool.area_id in (None, area)]


def has_areas(lists: list[PoolList]) -> bool:
    """Whether a voter must say where they live."""
    return any(entry.pool.area_id for entry in lists)


def as_rules(lists: list[PoolList]) -> dict[str, BallotList]:
    """The lists for `whole_fault`, by pool id."""
    return {str(entry.pool.pk): entry.rule for entry in lists}


def longest_ballot(lists: list[PoolList]) -> dict[int, Marks]:
    """The fullest ballot that could be written, which sets the envelope's size."""
    full = {}
    for entry in lists:
        numbers = tuple(project.number for project in entry.projects)
        points = (10_000,) * len(numbers) if entry.pool.ballot_rules.takes_points else ()
        full[entry.pool.pk] = Marks(numbers, points)
    return full
