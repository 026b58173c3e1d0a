"""What the database refuses when a request has read the edition before somebody else changed it."""

import pytest
from django.utils import timezone

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.actions import save_pool
from wibo.editions.models import Edition, Pool
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.keyring import keys
from wibo.rulebook.voting.ballots import Marks
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.course import opening_by_two
from wibo.voting.models import Ballot, Envelope, TwoPersonAct
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper
from wibo.voting.tasks import open_confirmed_urn
from wibo.voting.urn import annulment, opening


@pytest.fixture
def frozen(edition):
    factories.projects(edition, 100, 200)
    return factories.reload(edition)


def test_a_ballot_that_comes_behind_the_opening_is_refused_not_lost(frozen):
    factories.ballot(frozen, 0, 1)
    opening.open_urn(factories.reload(frozen), act=Act("x", NOW))
    with pytest.raises(Refused, match="zamknięte"):
        factories.ballot(frozen, 1, 1)
    assert Envelope.objects.count() == 1


def test_a_few_ballots_of_one_channel_are_not_told_from_the_others(frozen, cast):
    """A protocol by channel, or whoever reads the database, would name the choices of a lone paper voter."""
    for at in range(12):
        factories.ballot(frozen, at, 1)
    batch = factories.batch(frozen)
    card = PaperCard(factories.voter(frozen, 12), None, {frozen.pools.first().pk: Marks(("2",))})
    enter_paper(batch, 1, card, user=cast.jan, at=NOW)
    opening.open_urn(factories.reload(frozen), act=Act("x", NOW))
    assert set(Ballot.objects.values_list("channel", flat=True)) == {""}


def test_an_annulment_behind_the_opening_is_refused(frozen):
    envelope = factories.ballot(frozen, 0, 1)
    opening.open_urn(factories.reload(frozen), act=Act("x", NOW))
    with pytest.raises(Refused, match="otwarta"):
        annulment.annul(envelope, Reason.OTHER, "x", act=Act("Anna", NOW))


def test_a_pool_read_before_the_freeze_is_not_saved_after_it(edition):
    pool, stale = edition.pools.first(), Edition.objects.get(pk=edition.pk)
    factories.projects(edition, 100)
    pool.edition, pool.amount = stale, 1
    with pytest.raises(Refused, match="zamrożone"):
        save_pool(pool, act=Act("Anna", NOW), reason="x")


def test_a_pool_with_a_name_that_is_taken_is_refused_in_words(edition):
    with pytest.raises(Refused, match="zajęta"):
        save_pool(Pool(edition=edition, name="Pula ogólna", amount=1), act=Act("Anna", NOW), reason="x")


def test_a_key_left_by_a_killed_worker_is_destroyed_by_the_tick(frozen):
    factories.ballot(frozen, 0, 1)
    Edition.objects.filter(pk=frozen.pk).update(urn_opened_at=NOW)
    assert keys.has_private(frozen.ring, keys.URN)
    tick(NOW)
    assert not keys.has_private(frozen.ring, keys.URN)


def test_the_worker_looks_again_before_it_opens(frozen, cast, monkeypatch):
    from wibo.rulebook.calendar.schedule import Stage

    monkeypatch.setattr(timezone, "now", lambda: NOW)
    factories.ballot(frozen, 0, 1)
    closed = factories.only_stages(frozen, Stage.CLOSING)
    act = opening_by_two.propose_opening(closed, reason="Koniec", user=cast.anna, at=NOW)
    opening_by_two.confirm_opening(act, user=cast.tadeusz, at=NOW)
    frozen.windows.filter(stage="voting").update(closes_at=NOW.replace(year=2028))
    open_confirmed_urn.call(act.pk)
    assert "jeszcze trwa" in TwoPersonAct.objects.get().failure
    assert Edition.objects.get(pk=frozen.pk).urn_opened_at is None
