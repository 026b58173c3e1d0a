"""The towns, each in the file of what is particular about it."""

from tests.regulations.towns import clauses, districts, one_list, papers, points, shares, thresholds, tiers

TOWNS = (
    *one_list.TOWNS,
    *thresholds.TOWNS,
    *tiers.TOWNS,
    *shares.TOWNS,
    *districts.TOWNS,
    *points.TOWNS,
    *papers.TOWNS,
)
CLAUSES = clauses.CLAUSES
