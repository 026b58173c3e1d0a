"""Founding an edition: the first by the coordinator, the next when the last is over; keys come from the worker."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.editions.tasks import make_keys
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.keyring import keys, store
from wibo.voting.ballot.freezing import freeze
from wibo.voting.models import Project

FORM = {
    "year": "2028",
    "name": "BO 2028",
    "regulations": "",
    "identity_kind": "name",
    "min_voter_age": "0",
}


def test_the_first_edition(visit, cast):
    assert visit.as_(cast.anna).post("/urzad/edycja/nowa/", FORM).status_code == 302
    assert keys.ready(Edition.objects.get().ring)


def test_a_year_has_one_main_edition(visit, cast, edition):
    assert visit.as_(cast.anna).post("/urzad/edycja/nowa/", FORM).status_code == 302
    assert "już jest" in visit.post("/urzad/edycja/nowa/", FORM).content.decode()
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("year", ["28", "abc", "1999"])
def test_a_year_is_a_year(visit, cast, year):
    response = visit.as_(cast.anna).post("/urzad/edycja/nowa/", {**FORM, "year": year})
    assert response.status_code == 200
    assert not Edition.objects.exists()


def test_a_web_process_never_makes_keys(town, cast, settings):
    settings.IS_WORKER = False
    with pytest.raises(store.NotTheWorker):
        keys.create("0" * 32)
    edition = factories.edition(town)
    assert not keys.ready(edition.ring)
    Project(edition=edition, pool=edition.pools.first(), number="1", title="P", cost=1).save()
    with pytest.raises(Refused, match="Klucze tej edycji"):
        freeze(edition, act=Act("t", NOW))
    settings.IS_WORKER = True
    tick(NOW)
    assert keys.ready(edition.ring)
    make_keys.call(edition.ring)
