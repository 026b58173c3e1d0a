"""A draw that anyone can repeat: the order of tied projects from a seed that was drawn in public.

The projects and this method are published first; the seed is then thrown (dice, numbered balls) before
witnesses. Each project gets SHA-256 of "seed:number" and the smallest hexadecimal digest comes first.
"""

import hashlib
from collections.abc import Iterable

# Ten throws of a die have 60 million outcomes.
SHORTEST_SEED = 10


class SeedError(ValueError):
    """The seed is too short or is not made of digits."""


def clean_seed(text: str) -> str:
    """The digits of a seed as people write them ("4 1 3 6 …"). Raises SeedError."""
    seed = "".join(text.replace("-", " ").replace(",", " ").split())
    if not (seed.isascii() and seed.isdigit()) or len(seed) < SHORTEST_SEED:
        raise SeedError(text)
    return seed


def digest(seed: str, project: str) -> str:
    """What the project is ordered by."""
    return hashlib.sha256(f"{seed}:{project}".encode()).hexdigest()


def drawn_order(seed: str, projects: Iterable[str]) -> list[str]:
    """The projects from the first place down; the order in which they are given does not matter."""
    return sorted(projects, key=lambda project: digest(seed, project))
