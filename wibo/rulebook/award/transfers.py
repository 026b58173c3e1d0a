"""The order in which pools are counted when what is left of one goes to another."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


class CircleError(ValueError):
    """Leftovers would go round in a circle."""


def counting_order(pools: Sequence[Key], leftover_to: Mapping[Key, Key | None]) -> list[Key]:
    """The pools in the given order, each after all whose leftovers it gets. Raises CircleError."""
    waiting: list[Key] = list(pools)
    order: list[Key] = []
    while waiting:
        ready = [p for p in waiting if not any(leftover_to.get(source) == p for source in waiting)]
        if not ready:
            raise CircleError
        order.append(ready[0])
        waiting.remove(ready[0])
    return order
