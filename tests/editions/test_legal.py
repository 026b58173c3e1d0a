"""What the law may object to stands on the edition's page until it is changed or accepted with a reason."""

import re

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.actions import change_rules, save_pool
from wibo.editions.legal import accept_risk, legal_risks
from wibo.editions.models import AcceptedRisk
from wibo.journal.acts import Act
from wibo.journal.models import Entry

ANNA = Act("Anna", NOW)


@pytest.fixture
def asking(edition):
    """A pool that asks for 20 signatures in a town of 9 000."""
    edition.town.population = 9_000
    edition.town.save()
    pool = edition.pools.first()
    pool.signatures = 20
    save_pool(pool, act=ANNA, reason="x")
    return factories.reload(edition)


def of(edition, code):
    return [one for one in legal_risks(edition) if one.code == code]


def test_it_is_said_with_numbers_and_paragraph_until_it_is_changed(visit, cast, asking):
    page = factories.words(visit.as_(cast.anna).get("/urzad/edycja/")).replace("\xa0", " ")
    assert "wymaga 20 podpisów" in page
    assert "art. 5a ust. 7 pkt 2" in page
    pool = asking.pools.first()
    pool.signatures = 9
    save_pool(pool, act=ANNA, reason="x")
    assert of(factories.reload(asking), "signatures") == []


def test_accepted_with_a_reason_it_stands_so_and_in_the_journal(visit, cast, asking):
    visit.as_(cast.anna)
    risk = of(asking, "signatures")[0]
    path = f"/urzad/edycja/ryzyko/{risk.key}/"
    assert "Powód zmiany" in factories.words(visit.post(path, {"reason": " "}))
    assert not AcceptedRisk.objects.exists()
    assert visit.post(path, {"reason": "opinia prawna nr 3"})["Location"] == "/urzad/edycja/"
    assert "już ktoś przyjął" in factories.words(visit.post(path, {"reason": "inna"}))
    page = factories.words(visit.get("/urzad/edycja/"))
    assert "opinia prawna nr 3" in page
    assert f"/urzad/edycja/ryzyko/{risk.key}/" not in page
    entry = Entry.objects.get(kind="risk-accepted")
    assert entry.facts == {"risk": risk.words, "reason": "opinia prawna nr 3"}


def test_another_number_is_another_risk(asking):
    accept_risk(asking, of(asking, "signatures")[0], "opinia", act=ANNA)
    assert of(factories.reload(asking), "signatures")[0].accepted is not None
    pool = asking.pools.first()
    pool.signatures = 30
    save_pool(pool, act=ANNA, reason="x")
    assert of(factories.reload(asking), "signatures")[0].accepted is None


def test_a_risk_that_is_gone_meanwhile_is_not_accepted(visit, cast, asking):
    risk = of(asking, "signatures")[0]
    pool = asking.pools.first()
    pool.signatures = 0
    save_pool(pool, act=ANNA, reason="x")
    visit.as_(cast.anna)
    visit.post(f"/urzad/edycja/ryzyko/{risk.key}/", {"reason": "x"})
    assert "tej uwagi już nie ma" in factories.words(visit.get("/urzad/edycja/"))
    assert not AcceptedRisk.objects.exists()


def test_an_empty_reason_is_refused(asking):
    with pytest.raises(Refused) as refused:
        accept_risk(asking, of(asking, "signatures")[0], "\u200b", act=ANNA)
    assert refused.value.field == "reason"


def test_all_dates_stand_on_one_picture(visit, cast, edition):
    page = visit.as_(cast.anna).get("/urzad/edycja/").text
    drawn = re.search(r'<svg class="calendar".*?</svg>', page, re.DOTALL).group()
    assert drawn.count("<rect") == edition.windows.count()
    assert 'class="today"' in drawn
    edition.windows.all().delete()
    assert 'class="calendar"' not in visit.get("/urzad/edycja/").text


def test_another_age_is_another_risk(edition):
    change_rules(edition, {"min_voter_age": 13}, {}, act=ANNA, reason="x")
    accept_risk(edition, of(edition, "age")[0], "opinia", act=ANNA)
    assert of(factories.reload(edition), "age")[0].accepted is not None
    change_rules(edition, {"min_voter_age": 18}, {}, act=ANNA, reason="x")
    assert of(factories.reload(edition), "age")[0].accepted is None
