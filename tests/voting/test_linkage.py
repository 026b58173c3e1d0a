"""Nobody who holds the database tells a choice better than from the totals; a naive table would tell them all."""

import random

import pytest
from django.core.management import call_command
from django.db import connection
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from tests.tampering import untriggered
from tests.voting.linkage import best, guesses
from wibo.journal.acts import Act
from wibo.keyring import keys, store
from wibo.voting.models import Ballot, CountSnapshot, Envelope
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.snapshots import take_snapshot
from wibo.voting.urn.stirring import stir

PEOPLE = 200
# Two projects liked equally: whoever knows the totals is right for half of the people, give or take chance.
CHANCE = 0.5 + 4 * (0.25 / PEOPLE) ** 0.5


@pytest.fixture
def voted(edition):
    """Two hundred people have voted, one after another; what they chose, in that order."""
    factories.projects(edition, 10_00, 20_00)
    edition = factories.reload(edition)
    choices = ["1", "2"] * (PEOPLE // 2)
    random.Random(7).shuffle(choices)
    for at, choice in enumerate(choices):
        factories.ballot(edition, at, choice)
    return edition, choices


def test_before_the_urn_is_open_no_column_of_an_envelope_tells_a_choice(voted):
    edition, truth = voted
    take_snapshot(edition, at=NOW)
    assert len({len(sealed) for sealed in Envelope.objects.values_list("sealed", flat=True)}) == 1
    # Were every second envelope, in whatever order, of one choice, this would find it.
    parity = [str(1 + at % 2) for at in range(PEOPLE)]
    ranked = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT receipt FROM voting_envelope ORDER BY receipt")
        ranked = {row[0]: choice for row, choice in zip(cursor.fetchall(), parity, strict=True)}
    told = [ranked[receipt] for receipt in Envelope.objects.order_by("pk").values_list("receipt", flat=True)]
    assert sum(a == b for a, b in zip(truth, told, strict=True)) / PEOPLE < CHANCE
    # The running count has totals alone.
    assert "receipt" not in str(CountSnapshot.objects.get().pools)


def test_after_the_urn_is_open_no_order_of_ballots_tells_who_chose_what(voted):
    edition, truth = voted
    open_urn(edition, act=Act("t", NOW))
    chosen = "(SELECT p.number FROM voting_vote v JOIN voting_project p ON p.id = v.project_id WHERE v.ballot_id = t.id)"
    found = best(guesses(truth, "voting_ballot", chosen))
    assert found.right < CHANCE, found
    project = "(SELECT p.number FROM voting_project p WHERE p.id = t.project_id)"
    found = best(guesses(truth, "voting_vote", project))
    assert found.right < CHANCE, found
    assert Ballot.objects.count() == PEOPLE
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM voting_ballot")
            assert cursor.fetchone()[0] == 1


def test_a_backup_of_before_and_every_key_of_after_open_no_envelope(voted):
    edition, _truth = voted
    backup = list(Envelope.objects.values_list("sealed", flat=True))
    open_urn(edition, act=Act("t", NOW))
    assert backup
    left = [name for ring, name, _, _ in store.everything() if ring == edition.ring]
    assert sorted(left) == ["office.key", "office.pub", "tag.key", "urn.pub"]
    with pytest.raises(store.KeyMissing):
        keys.opener(edition.ring, keys.URN)
    assert set(Envelope.objects.values_list("sealed", flat=True)) <= {b"", memoryview(b"")}


def test_the_control_a_naive_table_tells_everyone(voted):
    """The same script against ballots stored as they came."""
    _edition, truth = voted
    with connection.cursor() as cursor:
        number = "BIGSERIAL PRIMARY KEY" if connection.vendor == "postgresql" else "INTEGER PRIMARY KEY"
        cursor.execute(f"CREATE TABLE naive_ballot (id {number}, choice TEXT)")
        for choice in truth:
            cursor.execute("INSERT INTO naive_ballot (choice) VALUES (%s)", [choice])
    assert best(guesses(truth, "naive_ballot", "t.choice")).right == 1.0


def shared_with_a_time(table):
    """Rows of the urn that share a transaction with an entry of the journal, which has a time to the second."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {table} t JOIN journal_entry e ON e.xmin::text = t.xmin::text WHERE e.kind = 'ballot-cast'"
        )
        return cursor.fetchone()[0]


def places(table):
    """Where each row lies among the rows of its table, against the order in which people voted."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_no_row_of_the_urn_is_joined_to_a_time_finer_than_the_day(town_on_its_own):
    """Every vote in a transaction of its own, as in production; SQLite has neither numbers nor places to look at."""
    edition = town_on_its_own
    came = [factories.ballot(edition, at, 1).pk for at in range(60)]
    if connection.vendor != "postgresql":
        assert stir(edition) == 0
        return
    assert shared_with_a_time("voting_envelope") == 60, (
        "the control: without stirring every vote has its time"
    )
    assert places("voting_envelope") == came
    assert stir(edition) == 120
    for table in ("voting_envelope", "voting_participation"):
        assert shared_with_a_time(table) == 0
        lie = places(table)
        assert lie == sorted(lie), "rows lie by their random id"
    later = [factories.ballot(edition, at, 1).pk for at in range(60, 70)]
    assert shared_with_a_time("voting_envelope") == len(later)
    open_urn(factories.reload(edition), act=Act("x", NOW))
    assert stir(edition) == 140, "also once the urn is open, and its rows are guarded"
    assert shared_with_a_time("voting_envelope") == shared_with_a_time("voting_participation") == 0


@pytest.fixture
def town_on_its_own(transactional_db):
    town = factories.town("lipowo")
    with scope(town=town):
        edition = factories.edition(town)
        factories.projects(edition, 10_00, 20_00)
        yield factories.reload(edition)
    # SQLite empties its tables row by row, which the guards of the urn would refuse.
    if connection.vendor == "sqlite":
        with untriggered():
            call_command("flush", verbosity=0, interactive=False)
