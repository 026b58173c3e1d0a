"""What a card asks and when it is a verdict; which days count; what is alike; settings of an edition."""

from datetime import date

import pytest

from wibo.rulebook.evaluating.cards import (
    CardFault,
    Criterion,
    Fault,
    Head,
    Result,
    asked_of,
    beyond_the_law,
    faults,
)
from wibo.rulebook.evaluating.deadlines import easter, is_working, last_day
from wibo.rulebook.evaluating.likeness import Alike, Described, alike
from wibo.rulebook.evaluating.rules import Announced, EvaluationRules, EvaluationRulesError

CARD = (
    Criterion("a", "W terminie?"),
    Criterion("b", "Działka gminy?", Head.LEGAL),
    Criterion("c", "Zgoda?", needed=False),
)


@pytest.mark.parametrize(
    ("answers", "result", "reasons", "found"),
    [
        ({"a": "yes", "b": "na"}, Result.POSITIVE, "", []),
        ({"a": "yes"}, Result.POSITIVE, "", [CardFault(Fault.UNANSWERED, (2,))]),
        ({}, Result.NEGATIVE, "Bo tak", [CardFault(Fault.UNANSWERED, (1, 2))]),
        ({"a": "yes", "b": "no"}, Result.NEGATIVE, " ", [CardFault(Fault.NO_REASONS)]),
        ({"a": "yes", "b": "yes"}, Result.SUPPLEMENT, "", [CardFault(Fault.NO_REASONS)]),
        ({"a": "no", "b": "yes", "c": "no"}, Result.POSITIVE, "", [CardFault(Fault.YES_DESPITE_NO, (1, 3))]),
        ({"a": "no", "b": "yes"}, Result.POSITIVE, "Dosłano", []),
    ],
)
def test_a_card_is_a_verdict_when_all_is_answered_and_a_no_has_reasons(answers, result, reasons, found):
    assert faults(CARD, answers, result, reasons) == found


def test_a_criterion_is_asked_of_its_categories_or_of_all():
    green = Criterion("z", "Drzewa?", categories=(7,))
    assert asked_of((*CARD, green), 7) == (*CARD, green)
    assert asked_of((*CARD, green), 8) == CARD
    assert asked_of((green,), None) == ()


def test_a_criterion_is_the_same_after_it_was_stored():
    one = Criterion("z", "Drzewa?", Head.RESOLUTION, "Zob. plan", "§ 7", False, (7, 9))
    assert Criterion.of(one.as_stored()) == one
    assert Criterion.of({"code": "a", "question": "b"}) == Criterion("a", "b")
    assert Criterion.of({"code": "a", "question": "b", "categories": None}) == Criterion("a", "b")


def test_what_the_act_does_not_let_assess_is_told():
    asked = (
        *CARD,
        Criterion("d", "Czy wydatek jest celowy?", Head.RESOLUTION),
        Criterion("e", "Ładne?", Head.OTHER),
    )
    assert beyond_the_law(asked) == (4, 5)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, date(1961, 4, 2)),
        (2008, date(2008, 3, 23)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
    ],
)
def test_easter(year, day):
    assert easter(year) == day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 3, 29), False),
        (date(2027, 5, 27), False),
        (date(2027, 5, 16), False),
        (date(2024, 12, 24), True),
        (date(2025, 12, 24), False),
        (date(2027, 5, 3), False),
        (date(2027, 5, 4), True),
        (date(2027, 5, 8), False),
        (date(2027, 11, 11), False),
    ],
)
def test_days_off_are_those_of_the_act(day, works):
    assert is_working(day) is works


@pytest.mark.parametrize(
    ("of", "days", "working", "ends"),
    [
        # 1 May 2027 is a Saturday, 3 May a holiday: seven days from 24 April end on the 4th.
        (date(2027, 4, 24), 7, False, date(2027, 5, 4)),
        (date(2027, 4, 26), 7, False, date(2027, 5, 4)),
        (date(2027, 4, 28), 7, False, date(2027, 5, 5)),
        (date(2027, 4, 29), 3, True, date(2027, 5, 5)),
        (date(2027, 5, 26), 1, True, date(2027, 5, 28)),
        (date(2027, 5, 4), 0, True, date(2027, 5, 4)),
    ],
)
def test_a_term_does_not_count_its_first_day_and_ends_on_a_working_one(of, days, working, ends):
    assert last_day(of, days, working=working) == ends


def test_proposals_are_alike_by_title_or_by_plot():
    swings = Described(1, "Huśtawki w parku", "Park Miejski")
    again = Described(2, "Huśtawka dla parku miejskiego", "przy parku miejskim")
    same_plot = Described(3, "Ławki", "Szkoła", "12/3 obręb 4")
    on_plot = Described(4, "Wiata", "Boisko", "12/3  obręb 4")
    nothing = Described(5, "A b", "")
    assert list(alike([swings, again, same_plot, on_plot, nothing])) == [
        Alike(1, 2, True, True),
        Alike(3, 4, False, True),
    ]


def test_two_at_one_place_about_different_things_are_not_alike():
    assert not list(alike([Described(1, "Ławki", "Park Miejski"), Described(2, "Fontanna", "Park Miejski")]))


def test_settings_are_stored_where_they_differ_and_come_back():
    rules = EvaluationRules(announced=Announced.TOGETHER, appeal_days=5, working_days=True)
    assert rules.as_settings() == {"announced": "together", "appeal_days": 5, "working_days": True}
    assert EvaluationRules.of(rules.as_settings()) == rules
    assert EvaluationRules.of({}) == EvaluationRules()


@pytest.mark.parametrize(
    "stored",
    [
        {"announced": "never"},
        {"correction_days": 0},
        {"correction_days": 61},
        {"appeal_days": -1},
        {"answer_days": 99},
    ],
)
def test_settings_that_cannot_be_are_refused(stored):
    with pytest.raises(EvaluationRulesError):
        EvaluationRules.of(stored)
