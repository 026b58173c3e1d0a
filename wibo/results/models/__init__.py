"""The rows of results."""

from wibo.results.models.money import Addition, PoolAdjustment
from wibo.results.models.publication import Publication
from wibo.results.models.runs import CountRun
from wibo.results.models.ties import TieDraw, TieNotice
from wibo.results.models.work import Alternatives, CountJob

__all__ = [
    "Addition",
    "Alternatives",
    "CountJob",
    "CountRun",
    "PoolAdjustment",
    "Publication",
    "TieDraw",
    "TieNotice",
]
