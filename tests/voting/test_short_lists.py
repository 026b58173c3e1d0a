"""Lists on which limits and projects do not fit: no vote may be impossible without anybody having said so."""

from datetime import timedelta

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Pool
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.freezing import draw_up_ballot, freeze, strike
from wibo.voting.ballot.lists import lists_of
from wibo.voting.booth.casting import cast as cast_ballot
from wibo.voting.models import Project
from wibo.voting.papers.batches import open_batch

pytestmark = pytest.mark.django_db
ANNA = Act("Anna", NOW)


def admitted(edition, people, number, **values):
    for at in range(number):
        made = factories.proposal(edition, people.maria, title=f"Pomysł {at}", **values)
        Proposal.objects.filter(pk=made.pk).update(status="admitted")


def test_a_list_shorter_than_must_be_named_is_not_frozen(edition, cast):
    Pool.objects.filter(edition=edition).update(min_length=3, max_length=3)
    admitted(edition, cast, 2)
    draw_up_ballot(factories.reload(edition), act=ANNA)
    with pytest.raises(Refused, match="mniej projektów, niż trzeba wskazać"):
        freeze(factories.reload(edition), act=ANNA)


def test_after_a_strike_nobody_is_asked_for_more_than_there_is(edition, cast):
    Pool.objects.filter(edition=edition).update(min_length=3, max_length=3)
    admitted(edition, cast, 3)
    draw_up_ballot(factories.reload(edition), act=ANNA)
    freeze(factories.reload(edition), act=ANNA)
    strike(Project.objects.filter(edition=edition).in_order()[2], "działka sprzedana", act=ANNA)
    frozen = factories.reload(edition)
    [entry] = lists_of(frozen)
    assert entry.pool.rule_in_words == "Wskazujesz dokładnie 3\N{NO-BREAK SPACE}projekty."
    assert entry.rule_in_words == "Wskazujesz od 2 do 3 projektów."
    marks = {entry.pool.pk: Marks(tuple(project.number for project in entry.standing))}
    made = cast_ballot(frozen, factories.voter(frozen, 1), None, marks, idempotency_key="a", now=NOW)
    assert made.receipt


def test_lists_of_one_position_are_numbered_one_after_the_other(edition, cast):
    from wibo.rulebook.voting.order import Order

    first = edition.pools.get()
    second = factories.pool(edition, "Druga")
    Pool.objects.filter(edition=edition).update(position=1)
    for at in range(4):
        made = factories.proposal(
            factories.reload(edition), cast.maria, title=f"P{at}", pool=second if at % 2 == 0 else first
        )
        Proposal.objects.filter(pk=made.pk).update(status="admitted")
    draw_up_ballot(factories.reload(edition), Order.RECEIVED, act=ANNA)
    numbers = [
        [one.number for one in Project.objects.filter(pool=pool).in_order()] for pool in (first, second)
    ]
    assert numbers == [["1", "2"], ["3", "4"]]


def test_nothing_is_handed_in_after_the_freeze(edition, cast):
    admitted(edition, cast, 1)
    late = factories.draft(edition, cast.maria)
    draw_up_ballot(factories.reload(edition), act=ANNA)
    freeze(factories.reload(edition), act=ANNA)
    from wibo.proposals.actions import submit

    with pytest.raises(Refused, match="już ustalona"):
        submit(late, user=cast.maria, at=NOW)


def test_papers_of_a_day_on_which_nobody_voted_on_paper_are_refused(edition, cast):
    factories.projects(edition, 1_000_00)
    frozen = factories.reload(edition)
    last = NOW.date() + timedelta(days=9)
    for day, words in (
        (NOW.date() + timedelta(days=1), "przyszłości"),
        (NOW.date() - timedelta(days=11), "Tego dnia"),
    ):
        with pytest.raises(Refused, match=words):
            open_batch(frozen, f"urna {day}", day, 5, user=cast.jan, at=NOW)
    assert (
        open_batch(frozen, "urna", last, 5, user=cast.jan, at=NOW + timedelta(days=9, hours=12)).cast_on
        == last
    )
