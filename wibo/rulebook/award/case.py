"""What an award is decided from, besides its rule: costs, money, a settled order of equals, and who excludes whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from wibo.rulebook.award.collisions import Groups, Rivals, rivals_of


@dataclass(frozen=True, slots=True)
class Case:
    """One pool. `costs` and `budget` in grosze; a project that is struck out is not in `costs`.

    `lot` lists project ids in the order that a recorded decision gave to equals: it holds in every part of a rule
    (the order of votes, the shares, what the rest pays for, the comparison), so that no tie is decided twice.
    Of each group in `collisions` only one project can win.
    """

    costs: Mapping[str, int]
    budget: int
    lot: tuple[str, ...] = ()
    collisions: Groups = ()

    @property
    def rivals(self) -> Rivals:
        """Per project the ones that it excludes."""
        return rivals_of(self.collisions)
