"""What an award says: a verdict a project with the facts it rests on, steps in their order, and the ties left open.

Values, not sentences: pages, prints, open data and `wibo recount` all say them through `wibo.wording`, so that a
reason is the rule's own and is the same everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Ways in which open ties could end; a search that finds more is cut, and names whole groups of equals instead.
OUTCOME_LIMIT = 1000


class Kind(StrEnum):
    """What was decided. The facts of each stand beside it; money in grosze, `unit` is "votes" or "points"."""

    # Won.
    FITS = "fits"  # result, unit, cost, left (before it)
    LAST = "last"  # the same and percent: funded though less than its cost is left
    BOUGHT = "bought"  # votes, cost, at_most, left: its supporters' shares paid for it
    REST = "rest"  # as FITS, from what shares have left
    # Did not win.
    NO_BALLOTS = "no-ballots"
    UNVOTED = "unvoted"  # unit
    BELOW = "below"  # result, unit, needed
    SMALL_SUPPORT = "small-support"  # votes, needed, cost
    EXCLUDED = "excluded"  # by
    NO_ROOM = "no-room"  # result, unit, cost, left
    ENDED = "ended"  # result, unit, at: the project that ended the award
    LIMIT = "limit"  # result, unit, most
    SHORT = "short"  # votes, cost, had: what its supporters had together at the end
    STRUCK = "struck"
    # Not decided yet.
    TIED = "tied"  # with (equals), upon (other ties that it hangs on)
    # About the whole pool.
    SHARE = "share"  # endowment: grosze a voter, rounded down
    COMPARED = "compared"  # for_shares, for_votes: voters who gain
    VOTES_PREVAIL = "votes-prevail"
    EQUALS = "equals"  # projects: equal results whose order changes nothing
    # A step of a count made before steps were values.
    TOLD = "told"  # words, won


WON = frozenset({Kind.FITS, Kind.LAST, Kind.BOUGHT, Kind.REST})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind with its facts. `drawn` among them names equals from whom a settled order told the project apart."""

    kind: Kind
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def won(self) -> bool:
        """Whether the project gets its money."""
        return self.kind in WON or bool(self.facts.get("won"))

    def with_facts(self, **more: Any) -> "Verdict":
        """The same with more facts."""
        return Verdict(self.kind, {**self.facts, **more})

    def as_row(self) -> list[Any]:
        """As a run stores it."""
        return [self.kind.value, dict(self.facts)]

    @classmethod
    def of_row(cls, row: Iterable[Any]) -> "Verdict":
        """Back from what a run stores."""
        kind, facts = row
        return cls(Kind(kind), facts)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the order of the award; `project` is empty for a step about the whole pool."""

    project: str
    verdict: Verdict

    def as_row(self) -> list[Any]:
        """As a run stores it."""
        return [self.project, *self.verdict.as_row()]

    @classmethod
    def of_row(cls, row: Iterable[Any]) -> "Step":
        """Back from what a run stores."""
        project, *verdict = row
        return cls(project, Verdict.of_row(verdict))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives. Money is in grosze.

    `funded` in the order of funding. `outcomes` holds every funded set that the open ties allow, at most
    OUTCOME_LIMIT; `tied` are the equal projects whose order has to be decided, `groups` the same by equals. Where the
    search for outcomes was cut (`truncated`), they are whole groups of equals.
    """

    funded: tuple[str, ...]
    spent: int
    verdicts: Mapping[str, Verdict]
    steps: tuple[Step, ...]
    outcomes: tuple[tuple[str, ...], ...] = ()
    truncated: bool = False
    tied: tuple[str, ...] = ()
    groups: frozenset[frozenset[str]] = frozenset()

    @property
    def tie_decides(self) -> bool:
        """Whether equal results, in another order, would give another list."""
        return bool(self.tied)


def last_of_each(steps: Iterable[Step]) -> dict[str, Verdict]:
    """The verdict of each project: what was said of it last."""
    return {step.project: step.verdict for step in steps if step.project}


def decisions(steps: Iterable[Step]) -> list[Step]:
    """The steps that gave money or refused it, in the order in which they came to what was left of the pool.

    Where the order of votes prevails over equal shares, only its own.
    """
    found: list[Step] = []
    for step in steps:
        if step.verdict.kind is Kind.VOTES_PREVAIL:
            found = []
        elif step.project and "left" in step.verdict.facts:
            found.append(step)
    return found


def with_ties(
    verdicts: Mapping[str, Verdict], contested: Iterable[str], groups: Iterable[frozenset[str]]
) -> dict[str, Verdict]:
    """The verdicts with TIED for every project whose fate an open tie decides.

    `groups` are the groups of equals whose order has to be decided; a contested project outside them hangs on them.
    One of them that wins, or does not, in every order keeps its verdict, though its place may decide of others.
    """
    tied = dict(verdicts)
    named = list(groups)
    everyone = frozenset().union(*named)
    for project in contested:
        equals = frozenset().union(*(group for group in named if project in group)) - {project}
        upon = sorted(everyone) if not equals else []
        tied[project] = Verdict(Kind.TIED, {"with": sorted(equals), "upon": upon})
    return tied
