"""Marks as typed: the clerk's line is never guessed at, and absurd numbers become faults."""

import pytest
from django.http import QueryDict

from tests import factories
from wibo.access.refusal import Refused
from wibo.rulebook.voting.ballots import HIGHEST_POINTS, Marks, fault
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.marking import from_form, from_keys


@pytest.fixture
def lists(edition):
    factories.projects(edition, 100, 200, 300)
    return lists_of(factories.reload(edition))


def test_numbers_and_points_as_keyed(lists):
    pool = lists[0].pool.pk
    assert from_keys(lists, " 3 1,2 ") == {pool: Marks(("3", "1", "2"))}
    assert from_keys(lists, "3:2 1:1") == {pool: Marks(("3", "1"), (2, 1))}
    assert from_keys(lists, "") == {}


@pytest.mark.parametrize("line", ["3:12342", "3: 4", "9", "1:x", ":3", "1::2"])
def test_a_line_that_is_not_understood_is_refused(lists, line):
    with pytest.raises(Refused):
        from_keys(lists, line)


@pytest.mark.parametrize("typed", ["9" * 5000, "-3", "dwa", "１"])
def test_absurd_points_become_a_fault(town, typed):
    made = factories.edition(town)
    made.pools.update(vote_type="cumulative", max_sum_points=5)
    factories.projects(made, 100, 200)
    entry = lists_of(factories.reload(made))[0]
    marks = from_form(entry, QueryDict(f"p-1={typed}"))
    assert marks.points == (HIGHEST_POINTS + 1,)
    assert fault(marks, entry.rule.rules, entry.rule.costs)
    assert from_form(entry, QueryDict("p-1=3&p-2=0")) == Marks(("1",), (3,))


def test_a_clerks_slip_is_asked_about_before_it_spoils_a_ballot(visit, cast, edition):
    from wibo.voting.models import Envelope

    factories.projects(edition, 100, 200, 300, 400)
    visit.as_(cast.jan)
    path = f"/urzad/karty/{factories.batch(edition).pk}/wpisz/"
    card = {
        "serial": "1",
        "first_name": "Jan",
        "surname": "Lis",
        "birth_date": "01.02.1950",
        "address": "Polna 1",
        "marks": "1 2 3 4",
    }
    page = visit.post(path, card).content.decode()
    assert "Za dużo wskazań (N02)" in page
    assert not Envelope.objects.exists()
    assert visit.post(path, card | {"as_written": "on"}).status_code == 302
    assert Envelope.objects.get().reason == "N02"
