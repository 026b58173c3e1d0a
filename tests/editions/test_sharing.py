"""The money of areas by a formula: what was shown is what is kept."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.editions.models import Area, Pool
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.voting.ballot.freezing import freeze

pytestmark = pytest.mark.django_db
PAGE = "/urzad/edycja/kwoty/"
PARTS = {"kind": "parts", "amount": "400 000", "equal_percent": "40", "reason": "uchwała nr 5"}


@pytest.fixture
def areas(edition):
    """Two villages with pools of their own beside the general one."""
    for name, residents in (("Góra", 3000), ("Dół", 1000)):
        area = Area.objects.create(edition=edition, name=name, residents=residents)
        factories.pool(edition, name, amount=1, area=area)
    return edition


def sums():
    return dict(Pool.objects.values_list("name", "amount"))


def test_the_sums_are_shown_and_then_kept_with_the_formula(areas, visit, cast):
    visit.as_(cast.anna)
    before = sums()
    shown = visit.post(PAGE, PARTS | {"co": "policz"})
    assert "260 000,00" in shown.text.replace("\N{NO-BREAK SPACE}", " ")
    assert sums() == before
    answer = visit.post(PAGE, PARTS | {"co": "zapisz", "widziane": shown.context["seen"]})
    assert answer.status_code == 302
    assert sums() == before | {"Góra": 260_000_00, "Dół": 140_000_00}
    assert "40% po równo, 60% według liczby mieszkańców" in Entry.objects.last().sentence


def test_other_sums_than_those_shown_are_not_kept(areas, visit, cast):
    visit.as_(cast.anna)
    shown = visit.post(PAGE, PARTS | {"co": "policz"})
    Area.objects.filter(name="Dół").update(residents=2000)
    before = sums()
    answer = visit.post(PAGE, PARTS | {"co": "zapisz", "widziane": shown.context["seen"]})
    assert "zmieniło się" in answer.text
    assert sums() == before


def test_a_sum_a_head(areas, visit, cast):
    visit.as_(cast.anna)
    form = {"kind": "head", "amount": "100", "reason": "uchwała"}
    shown = visit.post(PAGE, form)
    visit.post(PAGE, form | {"co": "zapisz", "widziane": shown.context["seen"]})
    assert (sums()["Góra"], sums()["Dół"]) == (300_000_00, 100_000_00)


def test_without_areas_or_residents_it_says_what_to_do(edition, visit, cast):
    visit.as_(cast.anna)
    assert "Żadna pula nie ma obszaru" in visit.post(PAGE, PARTS).text
    area = Area.objects.create(edition=edition, name="Pusty", residents=0)
    factories.pool(edition, "Pusty", area=area)
    assert "liczby mieszkańców" in visit.post(PAGE, PARTS).text


def test_a_frozen_ballot_keeps_its_money(areas, visit, cast):
    visit.as_(cast.anna)
    factories.draw_up(areas, 1_000_00)
    shown = visit.post(PAGE, PARTS | {"co": "policz"})
    freeze(factories.reload(areas), act=Act("Anna", NOW))
    before = sums()
    assert "zamrożone" in visit.post(PAGE, PARTS | {"co": "zapisz", "widziane": shown.context["seen"]}).text
    assert sums() == before
