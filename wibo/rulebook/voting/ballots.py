"""What a valid ballot is, per pool. The booth refuses a fault; on paper the same fault is recorded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wibo.rulebook.voting.reasons import Reason

# Where an edition sets no limit for one project; no regulation comes near it.
HIGHEST_POINTS = 9999


class VoteType(StrEnum):
    """Pabulib's names."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    CUMULATIVE = "cumulative"
    ORDINAL = "ordinal"
    SCORING = "scoring"


class FaultScope(StrEnum):
    """What a fault of the marks on paper makes invalid."""

    BALLOT = "ballot"
    LIST = "list"


class Repeats(StrEnum):
    """What a list is worth on which one project is marked twice: its first mark counts, its points are added up
    (published files of some towns), or the list is invalid (N19).
    """

    FIRST = "first"
    SUM = "sum"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Marks:
    """One person's marks on one list: project ids as written, and their points where there are any.

    For ordinal ballots the order is the preference; `points` is empty or as long as `projects`.
    """

    projects: tuple[str, ...] = ()
    points: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.projects)

    @property
    def has_repeats(self) -> bool:
        """Whether a project stands on the list twice."""
        return len(set(self.projects)) != len(self.projects)

    def counted(self, repeats: Repeats = Repeats.FIRST) -> "Marks":
        """The marks as they count, each project once; none at all where a repeat makes the list invalid."""
        if not self.has_repeats:
            return self
        if repeats is Repeats.INVALID:
            return Marks()
        points: dict[str, int] = {}
        for project, given in zip(self.projects, self.points or (0,) * len(self.projects), strict=True):
            points[project] = (
                points.get(project, 0) + given if repeats is Repeats.SUM else points.get(project, given)
            )
        return Marks(tuple(points), tuple(points.values()) if self.points else ())


@dataclass(frozen=True, slots=True)
class BallotRules:
    """The limits on one list. None means no limit; money is in grosze.

    `point_set` are the points to hand out, each once (3, 2, 1); empty where they may be spread. `default_score` is what
    a ballot gives to projects that it does not name (files of other places; no Polish town has it).
    """

    vote_type: VoteType = VoteType.APPROVAL
    min_length: int = 1
    max_length: int | None = None
    max_sum_cost: int | None = None
    min_sum_points: int | None = None
    max_sum_points: int | None = None
    max_points: int | None = None
    point_set: tuple[int, ...] = ()
    repeats: Repeats = Repeats.FIRST
    default_score: int = 0

    @property
    def takes_points(self) -> bool:
        """Whether the voter writes points beside projects."""
        return self.vote_type in (VoteType.CUMULATIVE, VoteType.SCORING)


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first fault of the marks on a list, with what it takes to mend it.

    `given` and `asked` count projects, grosze or points, as the reason says: more is given than asked, or less.
    `project` is the one whose points are wrong; empty where the list is wrong as a whole. Of a point that is handed out
    twice `asked` is 0.
    """

    reason: Reason
    given: int = 0
    asked: int = 0
    project: str = ""

    @property
    def excess(self) -> int:
        """How much too much is given; below zero how much is missing."""
        return self.given - self.asked


def misfit(marks: Marks, rules: BallotRules, costs: Mapping[str, int]) -> Misfit | None:
    """The first fault of the marks on a list whose projects (and grosze) are `costs`, or None.

    An empty list is a fault only when the rules ask for a mark. Source of the codes: domain practice of
    counting commissions (N01 to N05, N14).
    """
    return (
        _length_fault(marks, rules)
        or _project_fault(marks, rules, costs)
        or _cost_fault(marks, rules, costs)
        or (_points_fault(marks, rules) if rules.takes_points else None)
    )


def fault(marks: Marks, rules: BallotRules, costs: Mapping[str, int]) -> Reason | None:
    """The reason of the first fault of the marks on a list, or None."""
    found = misfit(marks, rules, costs)
    return found.reason if found else None


@dataclass(frozen=True, slots=True)
class BallotList:
    """One list on the ballot: its rules and the grosze of its projects."""

    rules: BallotRules
    costs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a ballot: `reason` makes it invalid as a whole, `lists` names the lists with a fault."""

    reason: Reason | None
    lists: Mapping[str, Reason]


def judge(lists: Mapping[str, BallotList], marks: Mapping[str, Marks], scope: FaultScope) -> Judgement:
    """Judge a ballot over the lists that its voter has.

    A list left empty is an abstention there; a ballot left empty everywhere is a fault. Marks on a list that the
    voter does not have are a fault of that list. Where a fault costs only its list, a ballot stands while one
    marked list is without fault.
    """
    marked = {name: of_list for name, of_list in marks.items() if of_list}
    if not marked:
        return Judgement(Reason.NO_CHOICE, {})
    faults = {name: Reason.WRONG_AREA for name in marked if name not in lists}
    for name, ballot_list in lists.items():
        found = fault(marked[name], ballot_list.rules, ballot_list.costs) if name in marked else None
        if found:
            faults[name] = found
    first = next(iter(faults.values()), None)
    spared = scope is FaultScope.LIST and len(faults) < len(marked)
    return Judgement(None if spared else first, faults)


def _length_fault(marks: Marks, rules: BallotRules) -> Misfit | None:
    count = len(set(marks.projects))
    if count == 0:
        return Misfit(Reason.NO_CHOICE) if rules.min_length > 0 else None
    if count < rules.min_length:
        return Misfit(Reason.TOO_FEW, count, rules.min_length)
    limit = 1 if rules.vote_type is VoteType.CHOOSE_ONE else rules.max_length
    return Misfit(Reason.TOO_MANY, count, limit) if limit is not None and count > limit else None


def _project_fault(marks: Marks, rules: BallotRules, costs: Mapping[str, int]) -> Misfit | None:
    foreign = next((project for project in marks.projects if project not in costs), None)
    if foreign is not None:
        return Misfit(Reason.WRONG_AREA, project=foreign)
    return Misfit(Reason.CROSSED_OUT) if marks.has_repeats and rules.repeats is Repeats.INVALID else None


def _cost_fault(marks: Marks, rules: BallotRules, costs: Mapping[str, int]) -> Misfit | None:
    if rules.max_sum_cost is None:
        return None
    total = total_cost(marks.projects, costs)
    return Misfit(Reason.OVER_COST, total, rules.max_sum_cost) if total > rules.max_sum_cost else None


def _points_fault(marks: Marks, rules: BallotRules) -> Misfit | None:
    if len(marks.points) != len(marks.projects):
        return Misfit(Reason.WRONG_POINTS, len(marks.points), len(marks.projects))
    return _one_points_fault(marks, rules) or _sum_fault(sum(marks.points), rules)


def _one_points_fault(marks: Marks, rules: BallotRules) -> Misfit | None:
    highest = HIGHEST_POINTS if rules.max_points is None else rules.max_points
    left = Counter(rules.point_set)
    for project, point in zip(marks.projects, marks.points, strict=True):
        if point < 1:
            return Misfit(Reason.WRONG_POINTS, point, 1, project)
        if point > highest:
            return Misfit(Reason.WRONG_POINTS, point, highest, project)
        if rules.point_set and not left[point]:
            return Misfit(Reason.WRONG_POINTS, point, 0, project)
        left[point] -= 1
    return None


def _sum_fault(total: int, rules: BallotRules) -> Misfit | None:
    if rules.max_sum_points is not None and total > rules.max_sum_points:
        return Misfit(Reason.WRONG_POINTS, total, rules.max_sum_points)
    if rules.min_sum_points is not None and 0 < total < rules.min_sum_points:
        return Misfit(Reason.WRONG_POINTS, total, rules.min_sum_points)
    return None


def total_cost(projects: Sequence[str], costs: Mapping[str, int]) -> int:
    """Grosze of the chosen projects together; unknown ones cost nothing here."""
    return sum(costs.get(project, 0) for project in projects)
