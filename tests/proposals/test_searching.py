"""Search by any form of a word: sixty queries with what each must find. `pytest -s` prints them."""

import sys

import pytest

from tests import factories
from tests.moments import NOW
from wibo.proposals.models import Proposal
from wibo.proposals.searching import indexed, look_for, terms_of

# Number: title, place, summary.
PROJECTS = {
    1: ("Wybieg dla psów na Błoniach", "Błonia, za parkingiem", "Ogrodzony teren z przeszkodami"),
    2: ("Domki dla kotów wolno żyjących", "ul. Ogrodowa", "Dziesięć ocieplonych domków"),
    3: ("Remont boiska przy szkole nr 2", "ul. Szkolna 4", "Nowa nawierzchnia i bramki"),
    4: ("Oświetlona ścieżka pieszo-rowerowa nad Brzezanką", "bulwar", "Asfalt i latarnie"),
    5: ("Plac zabaw dla wszystkich dzieci", "os. Leśne", "Huśtawka bocianie gniazdo"),
    6: ("Sto drzew w całym mieście", "ulice miasta", "Lipy, klony i dęby"),
    7: ("Ławki z oparciami przy stawie", "Park Miejski", "Sześć ławek"),
    8: ("Książkomat przed biblioteką", "Rynek", "Książki o każdej porze"),
    9: ("Pumptrack w parku Północnym", "park Północny", "Asfaltowy tor dla rowerów i hulajnóg"),
    10: ("Tężnia solankowa", "Park Zdrojowy", "Zdrowe powietrze dla seniorów"),
    11: ("Bezpieczne przejście dla pieszych przy przedszkolu", "ul. Wiśniowa", "Wyniesione, z lampami"),
    12: ("Kino letnie pod chmurką", "Rynek", "Osiem seansów w wakacje"),
    13: ("Siłownia na świeżym powietrzu", "ul. Łąkowa", "Sześć urządzeń"),
    14: ("Nowe chodniki na Zarzeczu", "ul. Polna i Krótka", "Kostka i zjazdy"),
    15: ("Stacje naprawy rowerów", "przy obu szkołach", "Pompka i narzędzia"),
    16: ("Warsztaty ceramiki dla seniorów", "Dom Kultury", "Zajęcia raz w tygodniu"),
    17: ("Zielony skwer z fontanną", "plac Kolejowy", "Trawa, kwiaty i woda"),
    18: ("Defibrylatory AED", "pięć miejsc", "Ratują życie"),
    19: ("Monitoring przy dworcu", "dworzec kolejowy", "Cztery kamery"),
    20: ("Naprawa dachu świetlicy", "Sosnowice Małe", "Dach przecieka"),
    21: ("Parking przy przychodni", "ul. Zdrowia 1", "Dwadzieścia miejsc postojowych"),
    22: ("Wiata przystankowa", "ul. Długa", "Przystanek autobusowy z wiatą"),
    23: ("Łąka kwietna i ule", "za cmentarzem", "Miejsce dla pszczół"),
    24: ("Strefa cienia nad zalewem", "plaża wschodnia", "Żagle przeciwsłoneczne"),
}
QUERIES = {
    "koty": {2},
    "kot": {2},
    "kotów": {2},
    "kotom": {2},
    "psy": {1},
    "pies": {1},
    "psa": {1},
    "psów": {1},
    "wybieg dla psa": {1},
    "boisko": {3},
    "boiska": {3},
    "boisk": {3},
    "boisko szkoła": {3},
    "ścieżka rowerowa": {4},
    "ścieżki rowerowe": {4},
    "sciezka rowerowa": {4},
    "rowerowych": {4},
    "rower": {4, 9, 15},
    "rowery": {4, 9, 15},
    "hulajnoga": {9},
    "nr 8": {8},
    "8": {8},
    "numer 13": {13},
    "projekt 21": {21},
    "18": {18},
    "plac zabaw": {5},
    "place zabaw": {5},
    "huśtawki": {5},
    "hustawka": {5},
    "dziecko": {5},
    "drzewo": {6},
    "drzewa": {6},
    "lipa": {6},
    "dąb": {6},
    "dab": {6},
    "ławka": {7},
    "lawki": {7},
    "ławeczki przy stawie": set(),
    "staw": {7},
    "książka": {8},
    "ksiazki": {8},
    "biblioteka": {8},
    "bibliotece": {8},
    "senior": {10, 16},
    "seniorzy": {10, 16},
    "tężnie": {10},
    "teznia": {10},
    "przejścia dla pieszych": {11},
    "lampy": {11},
    "latarnia": {4},
    "siłownie": {13},
    "silownia": {13},
    "chodnik": {14},
    "chodniki": {14},
    "boiskp": {3},
    "biblitoeka": {8},
    "siłwonia": {13},
    "tezniq": {10},
    "chodnki": {14},
    "xyzzy": set(),
}


@pytest.fixture
def catalogue(edition, cast):
    """The projects as proposals that were handed in."""
    made = [
        Proposal(
            edition=edition,
            pool=edition.pools.get(),
            number=str(number),
            title=title,
            location=place,
            summary=summary,
            status="submitted",
            submitted_at=NOW,
            created_at=NOW,
            saved_at=NOW,
        )
        for number, (title, place, summary) in PROJECTS.items()
    ]
    for one in made:
        one.derive()
    Proposal.objects.bulk_create(made)
    return edition


def test_sixty_queries_find_what_people_mean(catalogue):
    assert len(QUERIES) == 60
    wrong = []
    for query, wanted in QUERIES.items():
        found = look_for(Proposal.objects.filter(edition=catalogue), query)
        numbers = {int(number) for number in found.rows.values_list("number", flat=True)}
        instead = f" (szukano: {found.instead})" if found.instead else ""
        sys.stdout.write(f"{query:28} {sorted(numbers)}{instead}\n")
        if numbers != wanted:
            wrong.append((query, numbers, wanted))
    assert wrong == []


def test_a_page_says_which_word_was_looked_for_instead(visit, catalogue):
    page = factories.words(visit.get("/wnioski/", szukaj="bibiloteka"))
    assert "Nie ma „bibiloteka”. Pokazujemy: <strong>biblioteka</strong>." in page
    assert "Książkomat przed biblioteką" in page


def test_of_a_number_only_its_own_row_is_found(catalogue):
    rows = Proposal.objects.filter(edition=catalogue)
    assert [one.number for one in look_for(rows, "nr 2").rows] == ["2"]
    assert {one.number for one in look_for(rows, "2").rows} == {"2", "3"}


def test_what_is_stored_holds_words_and_their_forms_once():
    assert indexed("Psy, psów i PSY") == " psy pies psow i "
    assert indexed("") == "  "


def test_nothing_typed_and_too_much_find_nothing(catalogue):
    rows = Proposal.objects.all()
    assert not look_for(rows, " -, ").rows.exists()
    assert not look_for(rows, "x" * 1001).rows.exists()


def test_a_number_is_one_term():
    assert [(term.typed, term.is_number) for term in terms_of("Projekt nr 8, kot w parku")] == [
        ("8", True),
        ("kot", False),
        ("parku", False),
    ]
    assert [(term.typed, term.is_number) for term in terms_of("w")] == [("w", False)]


def test_the_name_of_a_pool_finds_all_that_is_in_it(catalogue):
    pool = catalogue.pools.get()
    pool.name = "Osiedle Zielone Wzgórza"
    pool.save()
    rows = Proposal.objects.filter(edition=catalogue)
    assert look_for(rows, "zielonych wzgórz").rows.count() == len(PROJECTS)
    assert [one.number for one in look_for(rows, "wzgorza fontanna").rows] == ["17"]


def test_words_that_only_begin_like_a_long_one_stand_beside_those_in_full(catalogue):
    """ "Rower" has a project of its own and must not hide the one of a cycle path; "park" does not find a car park."""
    rows = Proposal.objects.filter(edition=catalogue)
    assert {one.number for one in look_for(rows, "rower").rows} == {"4", "9", "15"}
    assert {one.number for one in look_for(rows, "park").rows} == {"7", "9", "10"}


def test_a_form_without_diacritics_is_found_beside_one_that_was_written_so(catalogue):
    Proposal.objects.filter(number="14").update(search=indexed("sciezke przez las"))
    found = look_for(Proposal.objects.filter(edition=catalogue), "sciezke")
    assert {one.number for one in found.rows} == {"4", "14"}


def test_a_word_that_the_dictionary_has_brings_none_that_only_share_its_first_letters(catalogue):
    """ "Miejski" is no "miejsce", "parking" no "park": beginnings shorter than the word are for forms that nobody knows."""
    Proposal.objects.filter(number="21").update(search=indexed("Miejsca postojowe w parkach"))
    rows = Proposal.objects.filter(edition=catalogue)
    assert [one.number for one in look_for(rows, "miejski").rows] == ["7"]
    assert [one.number for one in look_for(rows, "parking").rows] == ["1"]
