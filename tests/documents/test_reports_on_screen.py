"""What the page of reports says is what lies in the database: ranking, ballots, votes per project, age and sex."""

import re
from html import unescape

import pytest

from tests import factories
from tests.moments import NOW
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.rulebook.people import ageing
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.models import Envelope, Vote
from wibo.voting.urn.annulment import annul
from wibo.voting.urn.opening import open_urn


@pytest.fixture
def page(edition, cast, visit):
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00)
    edition = factories.reload(edition)
    for at, numbers in enumerate([(1, 2, 3), (1, 2), (1,), (3,), (3,), (3,), (1,)]):
        factories.ballot(edition, at, *numbers)
    annul(factories.ballot(edition, 30, 2), Reason.NOT_RESIDENT, "Zgłoszenie", act=Act("Anna", NOW))
    open_urn(edition, act=Act("x", NOW))
    count_all(edition, act=Act("x", NOW))
    return visit.as_(cast.anna).get("/urzad/zestawienia/").content.decode()


def tables(html):
    """Every table as rows of cell texts."""
    return [
        [
            [
                " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
        ]
        for table in re.findall(r"<table.*?</table>", html, re.DOTALL)
    ]


def named(html, head):
    """The table whose first heading is `head`."""
    return next(table for table in tables(html) if table[0][0] == head)


def test_the_ranking_has_the_votes_of_the_database(page):
    rows = {row[1]: row for row in named(page, "Miejsce")[1:]}
    for number, row in rows.items():
        assert int(row[3]) == Vote.objects.filter(project__number=number).count()
    assert [row[1] for row in named(page, "Miejsce")[1:]] == ["1", "3", "2"]
    assert {number for number, row in rows.items() if row[6] == "wybrany"} == {"1", "3"}


def test_ballots_and_their_structure_are_those_of_the_database(page):
    valid = Envelope.objects.valid()
    tiles = dict(reversed(pair) for pair in re.findall(r"<strong>([^<]*)</strong><span>([^<]*)</span>", page))
    assert int(tiles["oddane karty"]) == Envelope.objects.count() == 8
    assert int(tiles["ważne"]) == valid.count() == 7
    assert int(tiles["nieważne"]) == Envelope.objects.invalid().count() == 1
    ages = {row[0]: int(row[1]) for row in named(page, "Wiek")[1:]}
    for band in (*ageing.BANDS, ageing.NO_DATA):
        assert ages[ageing.label(band)] == valid.filter(age_band=band).count()
    sexes = {row[0]: int(row[1]) for row in named(page, "Płeć")[1:]}
    assert sexes == {"kobiety": 0, "mężczyźni": 0, "brak danych": valid.filter(sex="").count()}
    days = {row[0]: int(row[1]) for row in named(page, "Dzień")[1:]}
    assert sum(days.values()) == 7
