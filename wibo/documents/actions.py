"""Exports leave a journal entry; the named voter list is made by the worker after two people agreed."""

from datetime import datetime

from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.voting.models import TwoPersonAct


def record_export(edition: Edition, report: str, *, by: str, at: datetime, reason: str = "") -> None:
    """That someone took a report out of the system, and why where that is asked."""
    record(
        Kind.REPORT_EXPORTED,
        town=edition.town,
        by=by,
        at=at,
        edition=edition.pk,
        about=edition,
        report=f"{report}. Powód: {reason}" if reason else report,
    )


def record_voter_list(act: TwoPersonAct, *, by: str, at: datetime) -> None:
    """That one of the two took the list with names, for the reason that both agreed on."""
    edition = act.edition
    record(
        Kind.VOTER_LIST_TAKEN,
        town=edition.town,
        by=by,
        at=at,
        edition=edition.pk,
        about=act,
        reason=act.reason,
    )
