"""Letters about a proposal say what happened, when, what comes next, and where to look and ask."""

import pytest

from tests import factories
from wibo.letters.models import Letter
from wibo.rulebook.calendar.schedule import Stage


def body():
    return Letter.objects.last().body.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def town(town):
    town.contact_place, town.contact_phone = "ul. Długa 2, pokój 12", "55 000 00 12"
    town.save()
    return town


def test_who_hands_in_reads_the_number_what_comes_next_and_where_to_look(edition, cast):
    made = factories.proposal(edition, cast.maria)
    said = body()
    assert f"http://lipowo.localhost/moje/{made.pk}/" in said
    assert "Złożono go 10 października 2027 r., godz. 12:00" in said
    assert "Co dalej: urząd sprawdzi go formalnie" in said
    assert said.endswith(
        "Lipowo, 10 października 2027 r.\nul. Długa 2, pokój 12\ntel. 55 000 00 12\nbo@lipowo.example\n"
    )


def test_a_refusal_says_until_when_one_can_appeal(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa, "negative", "Brak zgody")
    assert "Autor może się odwołać od 30 września 2027 r., godz. 12:00 do 20 października 2027 r." in body()


def test_without_a_date_of_appeals_a_refusal_says_where_it_will_stand(edition, cast):
    made = factories.proposal(edition, cast.maria)
    edition.windows.filter(stage=Stage.APPEALS).delete()
    factories.formally(made, cast.ewa, "negative", "Brak zgody")
    assert "Termin odwołań urząd ogłosi na stronie budżetu: http://lipowo.localhost/zasady/" in body()


def test_a_call_for_corrections_leads_to_the_proposal(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa, "supplement", "Brak mapy")
    assert f"/moje/{made.pk}/" in body()
    assert "Brak mapy" in body()
