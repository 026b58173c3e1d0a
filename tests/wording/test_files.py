"""Every fault of an election's file and of a rule's settings has its words, and words show foreign text shortened."""

import pytest

from wibo.rulebook.award.alternatives import Other
from wibo.rulebook.files.faults import PabulibError, PbFault, RuleError, RuleFault
from wibo.rulebook.voting.cautions import Caution
from wibo.wording.award import other_rule, trial
from wibo.wording.cautions import said
from wibo.wording.files import told

# Whatever a fault may tell.
FACTS = {
    "name": "most",
    "key": "budget",
    "value": "x" * 100,
    "least": 0,
    "most": 10,
    "stated": 3,
    "found": 4,
    "cells": 1,
    "columns": 2,
    "projects": 2,
    "points": 1,
    "wanted": "--exclude",
    "file": "a.rules.json",
    "names": [f"setting{at}" for at in range(7)],
    "allowed": ["skip", "stop"],
}


@pytest.mark.parametrize("kind", PbFault)
def test_a_fault_of_a_file_names_its_line(kind):
    words = told(PabulibError(7, kind, **FACTS))
    assert words.startswith("wiersz 7: ")
    assert "x" * 41 not in words
    assert "{" not in words


@pytest.mark.parametrize("kind", RuleFault)
def test_a_fault_of_a_rule_is_a_sentence(kind):
    words = told(RuleError(kind, **FACTS))
    assert "x" * 41 not in words
    assert "{" not in words


def test_facts_stand_where_they_belong():
    assert told(PabulibError(3, PbFault.NO_COUNT, key="num_votes", most=9, value="y" * 50)) == (
        f"wiersz 3: num_votes ma być liczbą całkowitą od 0 do 9, a jest: {'y' * 40}…"
    )
    assert told(RuleError(RuleFault.UNKNOWN_SETTINGS, names=FACTS["names"])) == (
        "nieznane ustawienia zasady: setting0, setting1, setting2, setting3, setting4 i inne"
    )
    assert told(
        RuleError(RuleFault.NO_SUCH_VALUE, name="then", value="all", allowed=["nothing", "greedy"])
    ) == ("then: nie ma wartości „all”; są: nothing, greedy")
    assert told(OSError("nie ma pliku")) == "nie ma pliku"


@pytest.mark.parametrize("caution", Caution)
def test_a_caution_has_words_and_a_source(caution):
    one = said(caution)
    assert one.words.endswith(".")
    assert one.source


def test_other_rules_have_names_and_old_comparisons_keep_theirs():
    names = [other_rule(one.value) for one in Other]
    assert len(set(names)) == len(Other)
    assert all(" " in name for name in names)
    assert other_rule("metoda równych udziałów") == "metoda równych udziałów"
    assert trial(12_00) == "próba z udziałem 12,00\u00a0zł"
