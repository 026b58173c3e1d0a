"""Counting, ties, publication: immutable runs, decisions by a recorded act, nothing public before its time."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish
from wibo.results.actions.ties import settle_by_order
from wibo.results.models import CountRun
from wibo.results.presenting import of_run
from wibo.results.statistics import turnout
from wibo.voting.ballot.freezing import strike
from wibo.voting.models import Project
from wibo.voting.urn.opening import open_urn


@pytest.fixture
def counted(edition):
    """60 000, 50 000, 30 000 and 20 000 zł from a pool of 100 000: votes 4, 3, 2, 1."""
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00, 20_000_00)
    edition = factories.reload(edition)
    for at, numbers in enumerate([(1, 2, 3), (1, 2, 3), (1, 2), (1,), (4,)]):
        factories.ballot(edition, at, *numbers)
    open_urn(edition, act=Act("dwie osoby", NOW))
    return edition


def test_before_the_urn_is_open_nothing_is_counted(edition):
    factories.projects(edition, 1)
    with pytest.raises(Refused, match="urnę"):
        count_all(edition, act=Act("Anna", NOW))


def test_the_count_is_exact_explained_and_recorded(counted):
    run = count_all(counted, act=Act("Anna", NOW))[0]
    assert run.votes == {"1": 4, "2": 3, "3": 2, "4": 1}
    assert run.funded == ["1", "3"]
    assert (run.spent, run.left, run.ballots) == (90_000_00, 10_000_00, 5)
    assert run.verdicts["2"] == [
        "no-room",
        {"result": 3, "unit": "votes", "cost": 50_000_00, "left": 40_000_00},
    ]
    assert run.steps[1] == ["2", *run.verdicts["2"]]
    assert Entry.objects.get(kind="count-run").facts["digest"] == run.input_digest
    again = count_all(counted, act=Act("Anna", NOW))[0]
    assert (again.number, again.input_digest) == (2, run.input_digest)


def test_a_struck_project_frees_its_money(counted):
    strike(Project.objects.get(number="1"), "Kolizja", act=Act("Anna", NOW))
    run = count_all(counted, act=Act("Anna", NOW))[0]
    assert run.funded == ["2", "3", "4"]
    assert run.votes["1"] == 4
    assert of_run(run).rows[0].why == "Skreślony: Kolizja"


def test_a_deciding_tie_stops_publication_until_it_is_settled(edition):
    factories.projects(edition, 60_000_00, 60_000_00, 10_000_00)
    edition = factories.reload(edition)
    for at in range(4):
        factories.ballot(edition, at, 1 + at % 2, 3)
    with pytest.raises(Refused):
        publish(edition, act=Act("Anna", NOW))
    open_urn(edition, act=Act("x", NOW))
    run = count_all(edition, act=Act("Anna", NOW))[0]
    assert run.tied == ["1", "2"]
    assert sorted(map(tuple, run.outcomes)) == [("1", "3"), ("2", "3")]
    with pytest.raises(Refused, match="remis"):
        publish(edition, act=Act("Anna", NOW))
    with pytest.raises(Refused, match="każdy"):
        settle_by_order(run, ["2"], "Niższy koszt", act=Act("Tadeusz", NOW))
    with pytest.raises(Refused, match="podstawie"):
        settle_by_order(run, ["2", "1"], " ", act=Act("Tadeusz", NOW))
    settle_by_order(run, ["2", "1"], "Niższy koszt", act=Act("Tadeusz", NOW))
    with pytest.raises(Refused, match="już rozstrzygnięto"):
        settle_by_order(run, ["1", "2"], "Niższy koszt", act=Act("Tadeusz", NOW))
    settled = count_all(edition, act=Act("Anna", NOW))[0]
    assert settled.funded == ["3", "2"]
    assert settled.tied == []
    with pytest.raises(Refused, match="żaden remis"):
        settle_by_order(settled, [], "Niższy koszt", act=Act("Tadeusz", NOW))
    assert count_all(edition, act=Act("Anna", NOW))[0].funded == ["3", "2"]
    publish(edition, act=Act("Anna", NOW))


def test_published_results_stand(counted):
    count_all(counted, act=Act("Anna", NOW))
    publish(counted, act=Act("Anna", NOW))
    for act in (publish, count_all):
        with pytest.raises(Refused, match="ogłoszon"):
            act(counted, act=Act("Anna", NOW))


def test_turnout_by_age_and_channel(counted):
    found = turnout(counted)
    assert (found.total, found.valid, found.web, found.paper, found.invalid) == (5, 5, 5, 0, 0)
    assert dict(found.ages)["55–64"] == 5
    assert not found.knows_sex
    assert found.age_chart.bars[0].label == "0–12"


def test_why_each_project_won_or_not(counted):
    rows = {row.project.number: row for row in of_run(count_all(counted, act=Act("Anna", NOW))[0]).rows}
    assert {number: row.why.replace("\N{NO-BREAK SPACE}", " ") for number, row in rows.items()} == {
        "1": "Wygrał: gdy przyszła jego kolej, w puli było 100 000 zł.",
        "2": "Nie wygrał: zabrakło 10 000 zł. Kosztował 50 000 zł, a w puli zostało 40 000 zł. "
        "Do najbliższego lepszego, który wygrał: 1 głos.",
        "3": "Wygrał: gdy przyszła jego kolej, w puli było 40 000 zł.",
        "4": "Nie wygrał: zabrakło 10 000 zł. Kosztował 20 000 zł, a w puli zostało 10 000 zł. "
        "Do najbliższego lepszego, który wygrał: 1 głos.",
    }
    assert CountRun.objects.count() == 1
