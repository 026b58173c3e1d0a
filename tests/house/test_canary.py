"""A whole run with marked data: number, name, address and choice turn up in no log, table or file in the clear."""

import logging
from datetime import date

import pytest
from django.db import connection

from tests import factories
from wibo.journal.acts import Act
from wibo.rulebook.people.pesel import Sex, make
from wibo.voting.electorate import voters
from wibo.voting.models import Envelope, Project
from wibo.voting.urn.opening import open_urn

PESEL = make(date(1961, 7, 19), 4242, Sex.FEMALE)
PERSON = {"first_name": "Żegota", "surname": "Kanarkiewicz-Próba", "address": "Kanarkowa 777"}
CHOSEN = "90817263"


def tables(only=""):
    """Every stored value of the tables as text, bytes read letter by letter."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if only and not table.startswith(only):
                continue
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, memoryview) else value
                    found.append(raw.decode("latin-1") if isinstance(raw, bytes) else str(raw))
    return "\n".join(found)


def files(folder):
    """Every file that the run has left."""
    return "\n".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)


def run(visit, town, kind, person):
    """Vote as the person on the web: a mistake first, then right; the edition."""
    edition = factories.edition(town, identity_kind=kind)
    [project] = _marked_project(edition)
    visit.post("/glosowanie/kim-jestes/", {**person, "declared": ""})
    visit.post("/glosowanie/kim-jestes/", {**person, "declared": "on"})
    visit.post(f"/glosowanie/wybor/{project.pool_id}/", {"projekt": [CHOSEN]})
    visit.post("/glosowanie/oddaj/")
    assert Envelope.objects.count() == 1
    visit.post("/glosowanie/kim-jestes/", {**person, "declared": "on"})
    return factories.reload(edition)


def _marked_project(edition):
    """One project with the marked number, on a frozen ballot."""
    row = Project(edition=edition, pool=edition.pools.first(), number=CHOSEN, title="Ławka", cost=1).derive()
    Project.objects.bulk_create([row])
    return factories.projects(edition)


@pytest.mark.parametrize(
    ("kind", "person"),
    [
        ("pesel-form", {"pesel": PESEL}),
        ("name", {**PERSON, "birth_date": "19.07.1961"}),
    ],
)
def test_nothing_of_the_voter_is_left_in_the_clear(visit, town, logged, tmp_path, kind, person):
    edition = run(visit, town, kind, person)
    marked = [value for name, value in person.items() if name != "birth_date"]
    marked += [value.casefold() for value in marked] + [value.encode().decode("latin-1") for value in marked]
    everything = logged() + tables() + files(tmp_path)
    assert [value for value in marked if value in everything] == []
    for place in ("voting_envelope", "voting_participation", "journal"):
        assert CHOSEN not in tables(place)
    assert CHOSEN not in logged()
    open_urn(edition, act=Act("x", edition.frozen_at))
    assert [value for value in marked if value in logged() + tables() + files(tmp_path)] == []


def test_a_careless_line_would_be_caught(visit, town, logged, monkeypatch):
    kept = voters.by_pesel

    def careless(edition, typed, **rest):
        logging.getLogger("wibo").info("checking %s", typed)
        return kept(edition, typed, **rest)

    monkeypatch.setattr(voters, "by_pesel", careless)
    run(visit, town, "pesel-form", {"pesel": PESEL})
    assert PESEL in logged()
