"""Exports leave a journal entry; the named voter list is made by the worker after two people agreed."""

from datetime import datetime

from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind


def record_export(edition: Edition, report: str, *, by: str, at: datetime, reason: str = "") -> None:
    """That someone took a report out of the system."""
    record(
        Kind.REPORT_EXPORTED, town=edition.town, by=by, at=at, edition=edition.pk, about=edition,
        report=report, reason=reason or "zwykła praca",
    )  # fmt: skip
