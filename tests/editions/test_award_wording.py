"""Every setting of a rule is said in the sentences of the pool, and none that is not set."""

import pytest

from wibo.editions.award_wording import award_rule
from wibo.rulebook.award.settings import Add1Stop, Completion, EqualSharesRule, GreedyRule, OnMisfit, Utility
from wibo.rulebook.award.tally import OrderBy, Places

PLAIN = award_rule(GreedyRule())
SHARES = award_rule(EqualSharesRule())


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (GreedyRule(most=2), "Wygrać może najwyżej 2\u00a0projekty."),
        (GreedyRule(threshold=5), "Projekt musi mieć wynik co najmniej 5."),
        (GreedyRule(threshold_bp=250), "Projekt musi mieć wynik co najmniej 2,5% liczby kart w puli."),
        (
            GreedyRule(cost_share=3),
            "Im droższy projekt, tym więcej osób musi go wybrać: udział głosów co najmniej 1/3 udziału jego kosztu w puli.",
        ),
        (GreedyRule(allows_unvoted=True), "Wygrać może też projekt, na który nikt nie zagłosował."),
    ],
)
def test_a_setting_adds_its_sentence_and_changes_no_other(rule, said):
    assert award_rule(rule) == f"{PLAIN} {said}"


def test_what_happens_to_what_does_not_fit():
    assert "sprawdzamy następny" in PLAIN
    assert award_rule(GreedyRule(on_misfit=OnMisfit.STOP)).endswith(
        "Gdy projekt się nie mieści, kończymy przydział."
    )
    assert award_rule(GreedyRule(on_misfit=OnMisfit.STOP_THEN_80, last_percent=70)).endswith(
        "dostaje pieniądze tylko wtedy, gdy zostało co najmniej 70% jego kosztu."
    )


def test_places_of_a_paper_count_by_the_longest_list_unless_the_rule_says_otherwise():
    own = "Pierwsze miejsce na karcie daje tyle punktów, ile projektów na niej wskazano."
    assert own in award_rule(GreedyRule(OrderBy.BORDA, places=Places.OWN))
    assert own not in award_rule(GreedyRule(OrderBy.BORDA))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            EqualSharesRule(utility=Utility.CARDINALITY),
            "Każdy wygrany projekt jest wart dla wyborcy tyle samo.",
        ),
        (
            EqualSharesRule(completion=Completion.ADD1),
            "Udziały rosną po 1 zł, aż żaden następny projekt się nie zmieści.",
        ),
        (
            EqualSharesRule(completion=Completion.ADD1, add1_stop=Add1Stop.OVERFLOW),
            "Udziały rosną po 1 zł, dopóki wybrane projekty mieszczą się w puli.",
        ),
        (EqualSharesRule(then_greedy=True), "Resztę pieniędzy dostają projekty według kolejności głosów."),
        (
            EqualSharesRule(comparison=True),
            "Obowiązuje lista według kolejności głosów, jeśli jest lepsza dla większej liczby osób.",
        ),
        (
            EqualSharesRule(prefilter=4),
            "Im droższy projekt, tym więcej osób musi go wybrać: udział głosów co najmniej 1/4 udziału jego kosztu w puli.",
        ),
    ],
)
def test_a_setting_of_shares_adds_its_sentence(rule, said):
    assert award_rule(rule) == f"{SHARES} {said}"
