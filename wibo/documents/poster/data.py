"""The poster of winners for the notice board."""

from typing import Any

from wibo.documents.announcement.data import winners
from wibo.documents.engine.frame import frame_of, where
from wibo.editions.models import Edition
from wibo.results.models import CountRun
from wibo.results.presenting import of_run
from wibo.results.statistics import turnout
from wibo.rulebook.spelling.polish import counted


def poster_data(edition: Edition, runs: list[CountRun]) -> dict[str, Any]:
    """The poster of winners for the notice board."""
    told = turnout(edition)
    won = sum(len(run.funded) for run in runs)
    return {
        **frame_of(edition, "Wygrały projekty"),
        # So that a sheet of the notice board holds them all.
        "size": 15 if won <= 7 else 11,
        "columns": 1 if won <= 7 else 2,
        "voters": f"Dziękujemy. Głosy oddało {counted(told.valid, 'osoba', 'osoby', 'osób')}.",
        "pools": [winners(of_run(run)) for run in runs],
        **where(edition),
    }
