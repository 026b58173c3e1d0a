"""Exports leave a journal entry; the named voter list is made by the worker after two people agreed."""

from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import ReportExported, VoterListTaken
from wibo.voting.models import TwoPersonAct


def record_export(edition: Edition, report: str, *, act: Act, reason: str = "") -> None:
    """That someone took a report out of the system, and why where that is asked."""
    record(
        ReportExported(report=f"{report}. Powód: {reason}" if reason else report),
        act,
        town=edition.town,
        edition=edition.pk,
        about=edition,
    )


def record_voter_list(agreed: TwoPersonAct, *, act: Act) -> None:
    """That one of the two took the list with names, for the reason that both agreed on."""
    edition = agreed.edition
    record(VoterListTaken(reason=agreed.reason), act, town=edition.town, edition=edition.pk, about=agreed)
