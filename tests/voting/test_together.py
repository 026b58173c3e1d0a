"""The rows of a vote are written all or none, for the town in scope, and only into the ballot that the voter saw."""

import pytest
from django.db import IntegrityError
from django_scopes import scope

from tests import factories
from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import entry_of
from wibo.journal.acts import Act
from wibo.journal.events.ballots import BallotCast
from wibo.journal.models import Entry
from wibo.towns.scoping import WrongTown
from wibo.towns.together import Provided, insert_together
from wibo.voting.models import Envelope, Participation

THERE = "SELECT 1 FROM editions_edition WHERE id = %s AND strikes = %s"


def rows_of(edition, tag=b"t" * 32, receipt="A" * 24):
    """A vote's rows, made by hand."""
    taken = Participation(edition=edition, tag=tag)
    envelope = Envelope(
        edition=edition,
        participation=taken,
        channel="web",
        cast_on=factories.NOW.date(),
        sealed=b"sealed \x00 %s",
        receipt=receipt,
    )
    entry = entry_of(BallotCast(), Act("głosujący", factories.NOW), town=edition.town, edition=edition.pk)
    return [taken, envelope, entry]


@pytest.fixture
def edition(town):
    made = factories.edition(town, identity_kind="pesel-form")
    factories.projects(made, 100)
    return factories.reload(made)


def counts():
    return (
        Participation.objects.count(),
        Envelope.objects.count(),
        Entry.objects.filter(kind=BallotCast.kind).count(),
    )


def test_all_rows_are_written_as_they_were_made(edition):
    before = Entry.objects.count()
    rows = rows_of(edition)
    assert insert_together(rows, Provided(THERE, [edition.pk, edition.strikes]))
    envelope = Envelope.objects.get()
    assert envelope.participation == Participation.objects.get()
    for field in Envelope._meta.concrete_fields:
        given, kept = (getattr(one, field.attname) for one in (rows[1], envelope))
        assert (bytes(kept) if isinstance(kept, memoryview) else kept) == given, field.name
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert entry.is_genuine
    assert (entry.kind, entry.at, entry.facts) == (rows[2].kind, rows[2].at, rows[2].facts)


def test_nothing_is_written_where_what_is_provided_is_not_so(edition):
    before = counts()
    assert not insert_together(rows_of(edition), Provided(THERE, [edition.pk, edition.strikes + 1]))
    assert counts() == before


def test_a_fault_in_the_second_row_leaves_nothing_of_the_first(edition):
    there = Provided(THERE, [edition.pk, edition.strikes])
    assert insert_together(rows_of(edition), there)
    before = counts()
    with pytest.raises(IntegrityError):
        insert_together(rows_of(edition, tag=b"u" * 32), there)
    assert counts() == before
    with pytest.raises(IntegrityError):
        insert_together(rows_of(edition, receipt="B" * 24), there)
    assert counts() == before


def test_rows_of_another_town_are_not_written(edition, stranger_town):
    with scope(town=stranger_town), pytest.raises(WrongTown):
        insert_together(rows_of(edition), Provided(THERE, [edition.pk, 0]))
    assert counts()[:2] == (0, 0)


def test_a_cast_into_a_list_that_was_struck_meanwhile_is_sent_back(edition):
    """The process has read the ballot; another one has struck a project since."""
    Edition.objects.filter(pk=edition.pk).update(strikes=edition.strikes + 1)
    with pytest.raises(Refused, match="zmieniła się lista"):
        factories.ballot(edition, 0, 1)
    assert counts() == (0, 0, 0)
