"""Letters with codes by their pages: a batch of a list, and what is said when there is nothing to make."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.factories import words
from tests.moments import NOW
from wibo.voting.models import VotingCode

LIST = "imię;nazwisko;data urodzenia;adres\nAdam;Lis;02.01.1970;Długa 1\nEwa;Lis;02.01.1971;Długa 1\n"


@pytest.fixture
def edition(town):
    return factories.edition(town, identity_kind="code")


def sent(visit, **more):
    file = SimpleUploadedFile("lista.csv", LIST.encode())
    return visit.post("/urzad/kody/", {"file": file, "first": 1, "count": 500, **more})


def test_letters_are_made_for_a_part_of_the_list(visit, edition, cast):
    visit.as_(cast.anna)
    answer = sent(visit, first=2)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="kody-od-2.pdf"' in answer["Content-Disposition"]
    assert VotingCode.objects.count() == 1


def test_a_beginning_behind_the_end_of_the_list_is_told(visit, edition, cast):
    assert "Na liście jest osób: 2. Zacznij od mniejszego numeru." in words(
        sent(visit.as_(cast.anna), first=3)
    )


def test_who_has_a_code_gets_none_unless_it_is_asked_for(visit, edition, cast):
    visit.as_(cast.anna)
    sent(visit)
    assert "Wszystkie osoby z tej partii mają już kody." in words(sent(visit))
    assert sent(visit, anew="on")["Content-Type"] == "application/pdf"
    assert VotingCode.objects.filter(replaced=False).count() == 2


def test_nobody_is_born_tomorrow(visit, edition, cast):
    tomorrow = (NOW + timedelta(days=1)).strftime("%d.%m.%Y")
    person = {"first_name": "Adam", "surname": "Lis", "birth_date": tomorrow, "reason": "list nie doszedł"}
    assert "Data urodzenia jest w przyszłości." in words(
        visit.as_(cast.jan).post("/urzad/kody/wydaj/", person)
    )
    assert not VotingCode.objects.exists()
