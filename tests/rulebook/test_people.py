"""Identity, eligibility and age bands."""

from datetime import date

import pytest

from wibo.rulebook.people import ageing
from wibo.rulebook.people.eligibility import EligibilityRules, Ineligible, VoterFacts, may_vote
from wibo.rulebook.people.identity import canonical_person, canonical_pesel, first_given, folded_name
from wibo.rulebook.people.pesel import Sex, make, parse

TODAY = date(2027, 10, 10)
BORN = date(1950, 4, 15)


@pytest.mark.parametrize("surname", ["Żak-Łąska", "ŻAK ŁĄSKA", "zak laska", "Żak–Łąska"])
def test_a_name_is_one_person_however_spelled(surname):
    assert canonical_person("Zofia Maria", surname, BORN) == canonical_person("ZOFIA", "Żak-Łąska", BORN)


def test_another_birth_date_or_name_is_another_person():
    one = canonical_person("Jan", "Lis", BORN)
    assert one != canonical_person("Jan", "Lis", date(1950, 4, 16))
    assert one != canonical_person("Jana", "Lis", BORN)
    assert canonical_person("", "Lis", BORN) != one


def test_pesel_identity_does_not_depend_on_spelling():
    number = make(BORN, 7, Sex.MALE)
    assert canonical_pesel(parse(number, on=TODAY)) == canonical_pesel(parse(f" {number} ", on=TODAY))


def test_what_a_tag_is_made_of_is_the_same_in_every_version():
    assert canonical_person("Żaneta Maria", "Świątek-Łoś", BORN) == "name:zaneta|swiateklos|1950-04-15"
    assert canonical_person(" ", "Lis", BORN) == "name:|lis|1950-04-15"
    assert canonical_pesel(parse(make(BORN, 7, Sex.MALE), on=TODAY)) == f"pesel:{make(BORN, 7, Sex.MALE)}"


def test_the_first_of_several_names_is_the_one_before_a_blank_a_stop_or_a_hyphen():
    names = ["Anna Maria", "Anna-Maria", "Anna–Maria", "Anna,Maria", " Anna.M", "Anna"]
    assert {first_given(text) for text in names} == {"Anna"}
    assert first_given(" - ") == ""


def test_folding_keeps_letters_alone():
    assert folded_name("O'Neill-Świątek 2") == "oneillswiatek"


@pytest.mark.parametrize(
    ("born", "declared", "reason"),
    [
        (BORN, True, None),
        (BORN, False, Ineligible.NO_DECLARATION),
        (date(2020, 1, 1), True, Ineligible.TOO_YOUNG),
        (date(2028, 1, 1), True, Ineligible.NOT_BORN),
        (date(1900, 1, 1), True, Ineligible.IMPLAUSIBLE_AGE),
        (date(1911, 10, 10), True, Ineligible.IMPLAUSIBLE_AGE),
        (date(1911, 10, 11), True, None),
        (date(2014, 10, 10), True, None),
        (date(2014, 10, 11), True, Ineligible.TOO_YOUNG),
    ],
    ids=["art. 5a ust. 1", "declaration", "min_age", "future", "127", "116", "115", "13", "12"],
)
def test_who_may_vote(born, declared, reason):
    assert may_vote(VoterFacts(born, declared), EligibilityRules(min_age=13), TODAY) is reason


def test_who_was_born_today_may_vote_where_no_age_is_asked():
    assert may_vote(VoterFacts(TODAY, True), EligibilityRules(), TODAY) is None


def test_without_a_declaration_rule_none_is_needed():
    assert may_vote(VoterFacts(BORN, False), EligibilityRules(needs_declaration=False), TODAY) is None


def test_bands_start_at_zero_and_impossible_ages_have_none():
    assert [ageing.band_of_age(age) for age in (0, 12, 13, 64, 65, 75, 115)] == [
        "0-12",
        "0-12",
        "13-15",
        "55-64",
        "65-74",
        "75-115",
        "75-115",
    ]
    assert ageing.band_of_age(116) == ageing.band_of_age(-1) == ageing.band_of_age(None) == ageing.NO_DATA


def test_the_bands_are_those_of_published_files():
    assert ageing.BANDS == (
        "0-12",
        "13-15",
        "16-17",
        "18-24",
        "25-34",
        "35-44",
        "45-54",
        "55-64",
        "65-74",
        "75-115",
    )


def test_bands_in_words():
    assert ageing.label("18-24") == "18–24"
    assert ageing.label("75-115") == "75 i więcej"
    assert ageing.label(ageing.NO_DATA) == "brak danych"
    assert ageing.band_on(BORN, TODAY) == "75-115"
    assert ageing.band_on(None, TODAY) == ageing.NO_DATA
