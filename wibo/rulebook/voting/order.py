"""In which order projects stand on the ballot, and which numbers they bear.

Source: towns order by application number (Cieszyn), by receipt (Złocieniec), by a public draw (Inowrocław, Książ
Wielkopolski). Only in the first case is the ballot number the application number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wibo.rulebook.award.lots import digest


class Order(StrEnum):
    """What decides the order."""

    NUMBER = "number"
    RECEIVED = "received"
    DRAW = "draw"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Entrant:
    """An admitted proposal: its application number, the place of its list, when it came in."""

    number: str
    pool: int
    received: datetime


def ballot_numbers(entrants: Sequence[Entrant], order: Order, seed: str = "") -> dict[str, str]:
    """The ballot number of each application number. `entrants` come in the natural order of their numbers.

    A draw orders by SHA-256 of "seed:number", as ties are drawn; by hand begins as by number and is changed after.
    """
    if order is Order.NUMBER:
        return {one.number: one.number for one in entrants}
    sorted_ones = sorted(entrants, key=lambda one: one.pool)
    if order is Order.RECEIVED:
        sorted_ones = sorted(entrants, key=lambda one: (one.pool, one.received))
    if order is Order.DRAW:
        sorted_ones = sorted(entrants, key=lambda one: (one.pool, digest(seed, one.number)))
    return {one.number: str(place) for place, one in enumerate(sorted_ones, 1)}
