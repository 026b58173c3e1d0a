"""Money of pools by a formula: a sum a head, or a total of which a part is shared equally and the rest by residents.

Source: Kęty (100 zł a head), Grudziądz and Jastrzębie-Zdrój (a part equally, a part by residents).
"""

from collections.abc import Sequence


class NoResidents(ValueError):
    """Nobody lives in any of the areas, so there is nothing to share by."""


def by_head(sum_a_head: int, residents: Sequence[int]) -> list[int]:
    """Grosze of each area: the sum for every resident."""
    return [sum_a_head * people for people in residents]


def by_parts(total: int, equal_percent: int, residents: Sequence[int]) -> list[int]:
    """Grosze of each area, together exactly the total: `equal_percent` of it shared equally, the rest by residents.

    Grosze that do not divide go one each to the largest remainders, the earlier area first. Raises NoResidents.
    """
    if equal_percent < 100 and not sum(residents):
        raise NoResidents
    people = sum(residents) or 1
    # In parts of a grosz, so that nothing is rounded before the end: of 100 × people × areas each.
    whole = 100 * people * len(residents)
    shares = [
        total * (equal_percent * people + (100 - equal_percent) * own * len(residents)) for own in residents
    ]
    given = [share // whole for share in shares]
    left = total - sum(given)
    order = sorted(range(len(shares)), key=lambda at: (-(shares[at] % whole), at))
    for at in order[:left]:
        given[at] += 1
    return given
