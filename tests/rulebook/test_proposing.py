"""What an application must have before it is handed in."""

from decimal import Decimal

import pytest

from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.lacking import Application, Lack, LackKind, Limits, lacking
from wibo.rulebook.proposing.numbers import is_pattern, number_in, reference_of
from wibo.rulebook.proposing.parts import ALWAYS, Ground, Need, Part, Purpose, asked, changed, in_order
from wibo.rulebook.proposing.questions import QuestionKind, answered
from wibo.rulebook.proposing.support import most_signatures
from wibo.rulebook.spelling.quantities import plain_quantity

USUAL = asked({})
NEEDED = {part for part in Part if USUAL[part] is Need.NEEDED}
LIMITS = Limits(100_000_00)


def of(**values):
    return Application(filled=frozenset(NEEDED), **{"cost": 10_000_00, **values})


def test_what_is_usual_needs_title_pool_costs_place_summary_and_why():
    assert {Part.TITLE, Part.POOL, Part.COSTS, Part.SUMMARY, Part.LOCATION, Part.JUSTIFICATION} == NEEDED
    assert USUAL[Part.PLOT] is USUAL[Part.CATEGORY] is USUAL[Part.GROUND] is Need.OFF
    assert USUAL[Part.DESCRIPTION] is USUAL[Part.PHONE] is Need.OPTIONAL


def test_an_application_with_all_that_is_usual_can_be_handed_in():
    assert lacking(of(), USUAL, LIMITS) == []


def test_of_an_empty_application_all_that_is_needed_is_named_in_the_order_of_the_form():
    lacks = lacking(Application(filled=frozenset()), USUAL, None)
    assert [lack.part for lack in lacks] == [part for part in Part if part in NEEDED]
    assert {lack.kind for lack in lacks} == {LackKind.EMPTY}


def test_no_edition_can_do_without_title_pool_and_costs():
    off = asked(dict.fromkeys((part.value for part in Part), "off"))
    assert {part for part in Part if off[part] is Need.NEEDED} == ALWAYS
    bare = {
        lack.part for lack in lacking(Application(filled=frozenset()), dict.fromkeys(Part, Need.OFF), None)
    }
    assert bare == ALWAYS


def test_a_part_that_the_edition_needs_is_missed_and_an_optional_one_is_not():
    assert lacking(of(), asked({"plot": "needed", "upkeep": "optional"}), LIMITS) == [
        Lack(LackKind.EMPTY, Part.PLOT)
    ]


def test_only_what_differs_from_the_usual_is_stored():
    assert changed(asked({"plot": "needed", "summary": "needed", "title": "off"})) == {"plot": "needed"}


@pytest.mark.parametrize(
    ("cost", "limits", "expected"),
    [
        (100_000_00, Limits(100_000_00), []),
        (100_000_01, Limits(100_000_00), [Lack(LackKind.OVER_POOL, Part.COSTS, 100_000_00)]),
        (50_000_00, Limits(100_000_00, most=50_000_00), []),
        (50_000_01, Limits(100_000_00, most=50_000_00), [Lack(LackKind.TOO_DEAR, Part.COSTS, 50_000_00)]),
        (150_000_00, Limits(100_000_00, most=50_000_00), [Lack(LackKind.OVER_POOL, Part.COSTS, 100_000_00)]),
        (5_000_00, Limits(100_000_00, least=5_000_00), []),
        (4_999_99, Limits(100_000_00, least=5_000_00), [Lack(LackKind.TOO_CHEAP, Part.COSTS, 5_000_00)]),
        (0, Limits(100_000_00), []),
    ],
)
def test_a_cost_keeps_to_the_limits_to_the_grosz(cost, limits, expected):
    assert lacking(of(cost=cost), USUAL, limits) == expected


def test_without_a_row_of_costs_no_limit_is_spoken_of():
    given = Application(filled=frozenset(NEEDED - {Part.COSTS}))
    assert lacking(given, USUAL, Limits(1, least=1)) == [Lack(LackKind.EMPTY, Part.COSTS)]


def test_ground_of_another_owner_needs_the_owners_consent():
    of_ground = asked({"ground": "optional"})
    assert lacking(of(ground=Ground.OTHER), of_ground, LIMITS) == [
        Lack(LackKind.NO_OWNERS_CONSENT, Part.GROUND)
    ]
    assert lacking(of(ground=Ground.OTHER, files=frozenset({Purpose.OWNER})), of_ground, LIMITS) == []
    assert lacking(of(ground=Ground.TOWN), of_ground, LIMITS) == []
    assert lacking(of(ground=Ground.UNKNOWN), of_ground, LIMITS) == []
    assert lacking(of(ground=Ground.OTHER), USUAL, LIMITS) == [], "an edition that does not ask needs nothing"


def test_a_minor_needs_a_guardian_and_the_guardians_consent():
    of_age = asked({"is_minor": "optional"})
    consent = frozenset({Purpose.GUARDIAN})
    assert [lack.kind for lack in lacking(of(is_minor=True), of_age, LIMITS)] == [
        LackKind.NO_GUARDIAN,
        LackKind.NO_GUARDIANS_CONSENT,
    ]
    assert lacking(of(is_minor=True, guardian="Ewa Lis", files=consent), of_age, LIMITS) == []
    assert lacking(of(is_minor=False), of_age, LIMITS) == []
    assert lacking(of(is_minor=True), USUAL, LIMITS) == []


def test_support_is_a_list_attached_or_signatures_counted():
    supported = Limits(100_000_00, signatures=15)
    assert lacking(of(), USUAL, supported) == [Lack(LackKind.NO_SUPPORT, None, 15)]
    assert lacking(of(signatures=14), USUAL, supported) == [Lack(LackKind.NO_SUPPORT, None, 1)]
    assert lacking(of(signatures=15), USUAL, supported) == []
    assert lacking(of(files=frozenset({Purpose.SUPPORT})), USUAL, supported) == []


def test_needed_questions_without_an_answer_are_named():
    assert lacking(of(unanswered=(7, 9)), USUAL, LIMITS) == [
        Lack(LackKind.UNANSWERED, None, 7),
        Lack(LackKind.UNANSWERED, None, 9),
    ]


def test_a_declaration_is_answered_only_by_making_it():
    assert answered(QuestionKind.DECLARATION, "tak")
    assert not answered(QuestionKind.DECLARATION, "nie")
    assert answered(QuestionKind.YES_NO, "nie")
    assert not answered(QuestionKind.TEXT, "  ")


def test_at_most_one_in_a_thousand_may_be_asked_for():
    assert [most_signatures(people) for people in (0, 999, 1000, 1999, 35_000)] == [0, 0, 1, 1, 35]


@pytest.mark.parametrize(
    ("price", "quantity", "amount"),
    [
        (100_00, "1", 100_00),
        (33, "3", 99),
        (1_00, "0.005", 1),
        (1_00, "0.004", 0),
        (3, "0.5", 2),
        (12_345_67, "2.5", 30_864_18),
        (0, "7", 0),
    ],
)
def test_a_row_costs_its_quantity_at_its_price_half_a_grosz_upwards(price, quantity, amount):
    assert CostRow("Ławka", price, Decimal(quantity)).amount == amount


def test_quantities_are_written_without_empty_places():
    assert [plain_quantity(Decimal(text)) for text in ("1.000", "12.500", "0.005", "100", "10")] == [
        "1",
        "12,5",
        "0,005",
        "100",
        "10",
    ]


@pytest.mark.parametrize(
    ("pattern", "number", "written"),
    [
        ("{nr}", "7", "7"),
        ("BO.{rok}.{nr}", "7", "BO.2027.7"),
        ("{nr}/{rok}", "12a", "12a/2027"),
        ("BO.{rok}.{nr}", "", ""),
    ],
)
def test_a_number_is_written_in_the_pattern_and_read_back(pattern, number, written):
    assert reference_of(pattern, number, 2027) == written
    assert number_in(pattern, written, 2027) == number


@pytest.mark.parametrize("typed", ["7", "nr 7", "Numer 7", "bo.2027.7", " nr. BO.2027.7 "])
def test_a_number_is_read_however_people_write_it(typed):
    assert number_in("BO.{rok}.{nr}", typed, 2027) == "7"


@pytest.mark.parametrize(
    ("pattern", "good"),
    [
        ("{nr}", True),
        ("BO.{rok}.{nr}", True),
        ("BO.{rok}", False),
        ("{nr}{nr}", False),
        ("{nr}{data}", False),
        ("x" * 26 + "{nr}", True),
        ("x" * 27 + "{nr}", False),
    ],
)
def test_a_pattern_bears_the_number_once_and_fits(pattern, good):
    assert is_pattern(pattern) is good


def test_parts_stand_in_the_order_that_is_named_and_the_rest_as_usual():
    found = in_order(["summary", "title"])
    assert found[:2] == [Part.SUMMARY, Part.TITLE]
    assert sorted(found) == sorted(Part)
    assert [part for part in found if part not in found[:2]] == [
        part for part in Part if part not in (Part.SUMMARY, Part.TITLE)
    ]
