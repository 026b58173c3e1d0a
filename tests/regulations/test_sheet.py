"""What a regulation says of the sheet of paper: faults that cost nothing here."""

from tests import factories
from tests.regulations.entering import BASIS
from tests.regulations.filling import complaints, filled
from wibo.voting.models import Envelope

JAN = {"first_name": "Jan", "surname": "Lis", "birth_date": "01.02.1950", "address": "Polna 1"}


def test_a_fault_that_costs_nothing_in_this_town_cannot_be_keyed_as_one(visit, cast, edition):
    answers = {"Błędy, które w tej gminie nie unieważniają karty": ["N09: brak podpisu"]}
    filled(visit.as_(cast.anna), "/urzad/edycja/zasady/karty/", {**answers, "Podstawa albo powód": BASIS})
    factories.projects(factories.reload(edition), 10_00)
    batch = factories.batch(factories.reload(edition), expected=2)
    path = f"/urzad/karty/{batch.pk}/wpisz/"
    visit.as_(cast.jan)
    said = visit.post(path, JAN | {"serial": 1, "marks": "N9"})
    assert "Nie ma powodu o takim kodzie" in complaints(said)
    assert visit.post(path, JAN | {"serial": 1, "marks": "1", "reason": "N09"}).status_code == 200
    assert not Envelope.objects.exists()
    assert visit.post(path, JAN | {"serial": 1, "marks": "1"}).status_code == 302
    # Another fault still costs the card.
    assert visit.post(path, {"serial": 2, "marks": "N16"}).status_code == 302
    assert list(Envelope.objects.order_by("serial").values_list("reason", flat=True)) == ["", "N16"]
