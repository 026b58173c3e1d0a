"""Irrevocable acts of the office do what their page showed, or nothing."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.editions.models import Edition, Pool
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.results.models import Publication
from wibo.rulebook.calendar.schedule import Stage
from wibo.voting.ballot.freezing import strike
from wibo.voting.models import Project, TwoPersonAct
from wibo.voting.urn.opening import open_urn


@pytest.fixture
def anna(visit, cast):
    return visit.as_(cast.anna)


def draft_ballot(edition):
    Project.objects.create(edition=edition, pool=edition.pools.get(), number="1", title="Ławki", cost=1000_00)


def test_a_ballot_that_changed_is_not_frozen(anna, edition):
    draft_ballot(edition)
    shown = anna.hidden("/urzad/karta/", "/urzad/karta/zamroz/")
    Pool.objects.filter(edition=edition).update(amount=5)
    anna.post("/urzad/karta/zamroz/", shown)
    assert Edition.objects.get(pk=edition.pk).frozen_at is None
    anna.post("/urzad/karta/zamroz/")
    assert Edition.objects.get(pk=edition.pk).frozen_at is not None


def test_the_urn_is_opened_over_the_sums_that_were_shown(visit, edition, cast):
    factories.projects(edition, 100)
    edition = factories.reload(edition)
    factories.ballot(edition, 0, 1)
    factories.only_stages(edition, Stage.CLOSING)
    visit.as_(cast.anna)
    shown = visit.hidden("/urzad/urna/", "/urzad/urna/wniosek/")
    from tests.tampering import untriggered
    from wibo.voting.models import Participation

    with untriggered():
        extra = Participation.objects.create(edition=edition, tag=b"x" * 32)
    visit.post("/urzad/urna/wniosek/", {**shown, "reason": "koniec"})
    assert not TwoPersonAct.objects.exists()
    with untriggered():
        extra.delete()
    visit.post("/urzad/urna/wniosek/", {"reason": "koniec"})
    act = TwoPersonAct.objects.get()
    visit.as_(cast.tadeusz)
    visit.post(f"/urzad/urna/{act.pk}/potwierdz/", {"widziane": "x"})
    act.refresh_from_db()
    assert act.confirmed_at is None
    visit.post(f"/urzad/urna/{act.pk}/potwierdz/")
    act.refresh_from_db()
    assert act.confirmed_at is not None


@pytest.fixture
def counted(edition):
    factories.projects(edition, 60_000_00, 50_000_00)
    edition = factories.reload(edition)
    for at in range(3):
        factories.ballot(edition, at, 1 + at % 2)
    open_urn(edition, act=Act("t", NOW))
    count_all(edition, act=Act("t", NOW))
    return edition


def test_the_run_that_was_shown_is_published_and_no_other(anna, counted):
    shown = anna.hidden("/urzad/urna/", "/urzad/urna/oglos/")
    count_all(counted, act=Act("t", NOW))
    anna.post("/urzad/urna/oglos/", {**shown, "protests_until": "2027-10-20"})
    assert not Publication.objects.exists()
    anna.post("/urzad/urna/oglos/", {"protests_until": "2027-10-20"})
    assert Publication.objects.get().runs == [counted.pools.get().runs.first().pk]


def test_a_strike_after_the_page_was_opened_stops_the_publication(anna, counted):
    shown = anna.hidden("/urzad/urna/", "/urzad/urna/oglos/")
    strike(Project.objects.get(number="1"), "Droga", act=Act("t", NOW))
    anna.post("/urzad/urna/oglos/", {**shown, "protests_until": "2027-10-20"})
    assert not Publication.objects.exists()
