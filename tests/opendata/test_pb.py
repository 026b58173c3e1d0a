"""The office's .pb export: clean for the public checker, and the same result when read back."""

import contextlib
import io

import pytest
from pabulib.checker import Checker

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.opendata.pb_export import export_newest
from wibo.results.actions.counting import count_all
from wibo.results.actions.importing import import_election
from wibo.results.actions.money import add_project
from wibo.results.actions.ties import settle_by_order
from wibo.rulebook.files.pabulib import read
from wibo.rulebook.files.recounting import recount
from wibo.rulebook.files.rule_files import derive
from wibo.voting.ballot.freezing import strike
from wibo.voting.models import Project
from wibo.voting.urn.opening import open_urn


def election(edition, *ballots):
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00)
    edition = factories.reload(edition)
    for at, numbers in enumerate(ballots):
        factories.ballot(edition, at, *numbers)
    open_urn(edition, act=Act("x", NOW))
    return edition


def checked(text):
    with contextlib.redirect_stdout(io.StringIO()):
        answer = Checker().process_files([text])
    found = next(value for key, value in answer.items() if key not in ("metadata", "summary"))
    return found["results"]


def exported(edition):
    made = export_newest(edition.pools.first())
    text = "".join(made.lines)
    file = read(text)
    return text, file, derive(file.meta, file.rules, made.rules)


def test_before_the_count_there_is_nothing_to_export(edition):
    with pytest.raises(Refused):
        export_newest(edition.pools.first())


def test_the_export_is_clean_and_recounts_to_the_same(edition):
    edition = election(edition, (1, 2), (1,), (2, 3), (1, 3))
    run = count_all(edition, act=Act("x", NOW))[0]
    text, file, named = exported(edition)
    results = checked(text)
    assert not results.get("errors"), results
    counted, outcome = recount(file, named)
    assert counted.votes == run.votes
    assert list(outcome.funded) == run.funded
    assert "age" not in text.split("VOTES")[1]
    assert text.count("\ufeff") == 0


def test_a_settled_tie_and_a_struck_project_survive_the_trip(edition, stranger_town):
    edition = election(edition, (1,), (2,), (3,))
    strike(Project.objects.get(number="3"), "Kolizja", act=Act("x", NOW))
    run = count_all(edition, act=Act("x", NOW))[0]
    settle_by_order(run, ["2", "1"], "Niższy koszt", act=Act("x", NOW))
    settled = count_all(edition, act=Act("x", NOW))[0]
    text, file, named = exported(edition)
    assert not checked(text).get("errors")
    assert list(recount(file, named)[1].funded) == settled.funded == ["2"]
    made = import_election(edition.town, file, named, at=NOW, replace=False, progress=lambda *_: None)
    assert made.last.funded == ["2"]


def test_collisions_a_limit_and_other_money_survive_the_trip(edition):
    pool = edition.pools.get()
    pool.collisions, pool.award = [["1", "2"]], {**pool.award, "most": 2}
    pool.save()
    edition = election(edition, (1, 2, 3), (1, 2, 3), (1, 2), (1,))
    run = count_all(edition, act=Act("x", NOW))[0]
    assert run.funded == ["1", "3"]
    add_project(Project.objects.get(number="2"), 50_000_00, "rezerwa", "zarządzenie", act=Act("x", NOW))
    text, file, named = exported(edition)
    assert not checked(text).get("errors")
    assert [project.selected for project in file.projects] == ["1", "2", "1"]
    made = import_election(edition.town, file, named, at=NOW, replace=False, progress=lambda *_: None)
    assert made.last.funded == ["1", "3"]
    assert made.edition.pools.get().collisions == [["1", "2"]]


def test_an_imported_election_is_not_imported_twice_but_may_be_replaced(edition):
    edition = election(edition, (1, 2), (1,))
    count_all(edition, act=Act("x", NOW))
    _, file, named = exported(edition)

    def run(replace):
        return import_election(edition.town, file, named, at=NOW, replace=replace, progress=lambda *_: None)

    first = run(False)
    with pytest.raises(Refused, match="--replace"):
        run(False)
    assert run(True).last.funded == first.last.funded
    from wibo.results.actions.importing import remove_imported

    with pytest.raises(Refused, match="wczytaną"):
        remove_imported(edition, at=NOW)
