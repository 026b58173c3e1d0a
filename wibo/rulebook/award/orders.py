"""One order of all projects, as far as it is known, and the choices among equals that it makes.

A tie in one part of a rule and a tie in another are settled by the same order, so that no lot decides twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wibo.rulebook.spelling.numbering import natural_key

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Order:
    """A drawn lot, which comes before all that it does not name, and choices that are tried among the others.

    `pairs` are those choices, each (sooner, later), with all that follows from them.
    """

    lot: tuple[str, ...] = ()
    pairs: Pairs = frozenset()

    def with_first(self, first: str, equals: Collection[str]) -> "Order":
        """The same with one of some equals before the others."""
        others = set(equals) - {first}
        above = {first} | {sooner for sooner, later in self.pairs if later == first}
        below = others | {later for sooner, later in self.pairs if sooner in others}
        return Order(self.lot, self.pairs | {(sooner, later) for sooner in above for later in below})

    def firsts(self, equals: Collection[str]) -> list[str]:
        """Those of some equals that can be the first."""
        named = [project for project in equals if project in self.lot]
        if named:
            return [min(named, key=self.lot.index)]
        later = {later for sooner, later in self.pairs if sooner in equals}
        return sorted((project for project in equals if project not in later), key=natural_key)

    def orders(self, equals: Collection[str]) -> bool:
        """Whether a choice that is tried says something of some equals."""
        return any(sooner in equals and later in equals for sooner, later in self.pairs)


class Lottery:
    """Choices among equals by an order: those that it left open, and those that its lot made.

    What the order leaves open goes to the first in natural order of numbers for now, from then on everywhere.
    """

    def __init__(self, order: Order | Sequence[str] = ()) -> None:
        self.order = order if isinstance(order, Order) else Order(tuple(order))
        self.open_ties: list[frozenset[str]] = []
        self.settled: list[frozenset[str]] = []

    def draw(self, equals: Collection[str]) -> str:
        """The one of equal projects that comes first."""
        firsts = self.order.firsts(equals)
        if len(equals) == 1:
            return firsts[0]
        if len(firsts) > 1:
            self.open_ties.append(frozenset(firsts))
            self.order = self.order.with_first(firsts[0], equals)
        named = frozenset(project for project in equals if project in self.order.lot)
        if len(named) > 1:
            self.settled.append(named)
        return firsts[0]
