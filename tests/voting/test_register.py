"""The register on its pages: looked at before it is loaded, checked before the freeze, mended by two after it."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.actions import change_rules
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.rulebook.people.pesel import Sex, make
from wibo.voting.ballot.freezing import freeze
from wibo.voting.electorate import voters
from wibo.voting.electorate.register import add_to_register, import_register
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.electorate.voters import is_entitled
from wibo.voting.models import RegisterDraft, RegisterEntry, TwoPersonAct

ANNA, JAN, CHILD, THIRD, FOURTH = (
    make(date(year, 5, 5), year, sex)
    for year, sex in (
        (1970, Sex.FEMALE),
        (1980, Sex.MALE),
        (2020, Sex.MALE),
        (1990, Sex.FEMALE),
        (1995, Sex.FEMALE),
    )
)
TABLE = f"PESEL;Nazwisko;Imię\n{ANNA};Świątek;Anna-Maria\n{JAN};Żuk;Jan\n"


@pytest.fixture
def named(town):
    edition = factories.edition(town, identity_kind="pesel-register")
    change_rules(edition, {"min_voter_age": 16}, {"factor": "first-name"}, act=Act("t", NOW), reason="t")
    return factories.reload(edition)


def file(text):
    return {"file": SimpleUploadedFile("wykaz.csv", text.encode())}


def shown(page):
    return re.search(r'name="widziane"\s+value="(\w+)"', page.content.decode())[1]


def enters(edition, pesel, name):
    voter = voters.by_pesel(edition, pesel, declared=True, on=NOW.date(), name=name)
    return is_entitled(edition, voter)


def test_a_file_is_looked_at_and_then_loaded(visit, cast, named):
    visit.as_(cast.anna)
    visit.post("/urzad/wykaz/", file(f"{TABLE}{CHILD};Kos;Ala\n{JAN};Żuk;JAN\n"))
    page = visit.get("/urzad/wykaz/").content.decode()
    assert RegisterEntry.objects.count() == 0
    for told in (
        "Sprawdzony plik: 3 osoby",
        "z kolumny „PESEL”",
        "z kolumny „Imię”",
        "Kolumny pominięte: Nazwisko",
        "każda osoba wejdzie raz): 1",
        "nie skończą 16 lat: 1",
    ):
        assert told in re.sub(r"\s+", " ", page.replace("\u00a0", " ")), told
    assert ANNA not in page
    assert (
        visit.post("/urzad/wykaz/wczytaj/", {"widziane": shown(visit.get("/urzad/wykaz/"))}).status_code
        == 302
    )
    assert RegisterEntry.objects.count() == 3
    assert not RegisterDraft.objects.exists()
    assert enters(named, ANNA, "Anna")
    assert enters(named, JAN, "Jan")
    assert not enters(named, JAN, "Żuk")


def test_what_a_new_register_would_change_is_said_first(visit, cast, named):
    import_register(named, read_register(named, TABLE, at=NOW), act=Act("Anna", NOW))
    added = voters.by_pesel(named, THIRD, declared=True, on=NOW.date(), name="Ewa")
    add_to_register(named, added, "oświadczenie", act=Act("Jan", NOW))
    visit.as_(cast.anna).post("/urzad/wykaz/", file(f"PESEL;imię\n{ANNA};Anna\n{FOURTH};Ola\n"))
    page = " ".join(visit.get("/urzad/wykaz/").content.decode().replace("\u00a0", " ").split())
    assert "Przybędzie 1 osoba, ubędzie 2 osoby." in page
    assert "dopisano ręcznie 1 osobę" in page
    assert "Plik „wykaz.csv”" in page


def test_a_column_of_surnames_shows(visit, cast, named):
    rows = "".join(f"{make(date(1950, 1, 1), at, Sex.MALE)};Jan\n" for at in range(6))
    odd = f"{ANNA};Kowalska, Anna\n{JAN};J.\n{THIRD};Jan Maria Rokita\n"
    visit.as_(cast.anna).post("/urzad/wykaz/", file(f"PESEL;imię\n{rows}{odd}"))
    page = factories.words(visit.get("/urzad/wykaz/"))
    assert "Najczęstsze imiona: Jan." in page
    assert "wygląda na co innego: 8, 9, 10." in page


def test_a_file_that_fails_takes_the_earlier_one_away(visit, cast, named):
    visit.as_(cast.anna)
    visit.post("/urzad/wykaz/", file(TABLE))
    page = factories.words(visit.post("/urzad/wykaz/", file("PESEL;imię\n9,00101E+10;Anna\n")))
    assert "arkusz zamienił numer PESEL na liczbę" in page
    assert "Wczytaj ten wykaz" not in page
    assert "Plik trzeba wybrać jeszcze raz" in page


def test_what_was_not_looked_at_is_not_loaded(visit, cast, named):
    visit.as_(cast.anna)
    visit.post("/urzad/wykaz/", file(TABLE))
    old = shown(visit.get("/urzad/wykaz/"))
    visit.post("/urzad/wykaz/", file(f"PESEL;imię\n{JAN};Jan\n"))
    visit.post("/urzad/wykaz/wczytaj/", {"widziane": old})
    assert RegisterEntry.objects.count() == 0
    assert "zmieniło się to, czego dotyczy ta decyzja" in visit.get("/urzad/wykaz/").content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'PESEL;"Nazwisko, imię"\n{ANNA};"Świątek, Anna"\n', "brakuje kolumn: imię"),
        (f"{ANNA};Anna\n", "brakuje kolumn"),
        (f"PESEL;imię\n{ANNA};\n{JAN};Jan\n", "nie ma imienia, o które pyta głosowanie: 2."),
        (f"PESEL;imię\n{ANNA};Anna\n123;Jan\n", "nie ma poprawnego numeru PESEL: 3."),
        (f"PESEL;imię\n{ANNA};Anna\n{ANNA};Ewa\n", "ale z innym imieniem: 3."),
        ("PESEL;imię\n", "nie ma żadnego poprawnego"),
    ],
)
def test_a_register_that_would_shut_people_out_is_refused_with_its_rows(visit, cast, named, text, words):
    assert words in visit.as_(cast.anna).post("/urzad/wykaz/", file(text)).content.decode()
    assert not RegisterDraft.objects.exists()


def test_a_register_without_the_names_that_voting_asks_for_is_not_frozen(town):
    edition = factories.edition(town, identity_kind="pesel-register")
    factories.draw_up(edition, 1)
    with pytest.raises(Refused, match="Wykaz uprawnionych jest pusty"):
        freeze(edition, act=Act("Anna", NOW))
    import_register(edition, read_register(edition, f"{ANNA}\n{JAN}\n", at=NOW), act=Act("Anna", NOW))
    change_rules(edition, {}, {"factor": "first-name"}, act=Act("t", NOW), reason="t")
    edition = factories.reload(edition)
    with pytest.raises(Refused, match=r"2\sosoby nie mają imienia, o które pyta głosowanie"):
        freeze(edition, act=Act("Anna", NOW))
    import_register(edition, read_register(edition, TABLE, at=NOW), act=Act("Anna", NOW))
    assert freeze(edition, act=Act("Anna", NOW))


def test_nobody_too_young_is_told_that_they_may_vote(named):
    child = voters.by_pesel(named, CHILD, declared=True, on=NOW.date(), name="Ala")
    with pytest.raises(Refused, match="nie skończy 16 lat"):
        add_to_register(named, child, "oświadczenie", act=Act("Jan", NOW))


@pytest.fixture
def frozen(named):
    factories.draw_up(named, 1)
    import_register(named, read_register(named, TABLE, at=NOW), act=Act("Anna", NOW))
    freeze(named, act=Act("Anna", NOW))
    return factories.reload(named)


def confirmed(visit, user, pesel):
    page = visit.as_(user).get("/urzad/dwie-osoby/")
    act = TwoPersonAct.objects.first()
    visit.post(f"/urzad/dwie-osoby/{act.pk}/potwierdz/", {"widziane": shown(page), "pesel": pesel})
    return act


def test_a_name_in_a_frozen_register_is_mended_by_two(visit, cast, frozen):
    assert not enters(frozen, ANNA, "Hanna")
    sent = {"pesel": ANNA, "what": "name", "name": "Hanna", "reason": "dowód osobisty"}
    assert visit.as_(cast.anna).post("/urzad/wykaz/popraw/", sent).status_code == 302
    assert not enters(frozen, ANNA, "Hanna")
    confirmed(visit, cast.tadeusz, JAN)
    assert not enters(frozen, ANNA, "Hanna")
    assert "To nie jest numer osoby" in visit.get("/urzad/dwie-osoby/").content.decode()
    act = confirmed(visit, cast.tadeusz, ANNA)
    assert enters(frozen, ANNA, "Hanna")
    act.refresh_from_db()
    assert act.content == {"removed": False}
    assert Entry.objects.filter(kind="register-mended").count() == 1
    assert ANNA not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_person_is_taken_out_by_two_and_only_before_they_vote(visit, cast, frozen):
    sent = {"pesel": JAN, "what": "remove", "reason": "wyprowadził się"}
    visit.as_(cast.anna).post("/urzad/wykaz/popraw/", sent)
    confirmed(visit, cast.tadeusz, JAN)
    assert not enters(frozen, JAN, "Jan")
    page = visit.as_(cast.anna).post("/urzad/wykaz/popraw/", sent).content.decode()
    assert "nie ma w wykazie" in page
    assert JAN in page.split("<main")[1]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"pesel": ANNA, "what": "name", "reason": "x"}, "Wpisz imię, o które pyta"),
        ({"pesel": "123", "what": "remove", "reason": "x"}, "ma 3 cyfr"),
        ({"pesel": ANNA, "reason": "x"}, "Co zmienić"),
    ],
)
def test_a_mending_that_cannot_be_says_why(visit, cast, frozen, sent, words):
    assert words in visit.as_(cast.anna).post("/urzad/wykaz/popraw/", sent).content.decode()
    assert not TwoPersonAct.objects.exists()
