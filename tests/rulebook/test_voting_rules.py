"""Voting rules as one value, and what courts have objected to."""

from datetime import date

import pytest

from wibo.rulebook.people.eligibility import EligibilityRules, VoterFacts, may_vote
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.ballots import FaultScope, Repeats
from wibo.rulebook.voting.cautions import cautions
from wibo.rulebook.voting.voting_rules import AreaRule, Contact, Factor, VotingRules, VotingRulesError
from wibo.wording.cautions import said


def test_rules_survive_being_stored():
    rules = VotingRules(
        AreaRule.ANY,
        FaultScope.LIST,
        13,
        False,
        Contact.EITHER,
        3,
        True,
        Factor.MOTHER,
        20,
        ("N09", "N21"),
        True,
        Repeats.FIRST,
    )
    assert VotingRules.of(rules.as_settings()) == rules
    assert rules.as_settings()["waived"] == ["N09", "N21"]
    assert VotingRules.of({}) == VotingRules()
    # It came later, and digests of older rules hold.
    assert "repeats" not in VotingRules().as_settings()


@pytest.mark.parametrize(
    "edge", [{"guardian_age": 18}, {"contact_votes": 1}, {"contact_votes": 50}, {"rekey_percent": 100}]
)
def test_the_edges_are_possible(edge):
    assert VotingRules.of(edge) == VotingRules(**edge)


@pytest.mark.parametrize(
    "wrong",
    [
        {"area_rule": "x"},
        {"guardian_age": 19},
        {"guardian_age": -1},
        {"contact_votes": 51},
        {"rekey_percent": -1},
        {"waived": ["N02"]},
        {"rekey_percent": 101},
        {"contact_votes": 0},
    ],
)
def test_impossible_rules_are_refused(wrong):
    with pytest.raises(VotingRulesError, match=r"^(age|share|'x' is not)"):
        VotingRules.of(wrong)


@pytest.mark.parametrize(
    ("kind", "age", "rules", "pools", "word"),
    [
        ("pesel-form", 0, VotingRules(), (False,), "PESEL"),
        ("pesel-register", 0, VotingRules(), (False,), "zameldowania"),
        ("name", 0, VotingRules(), (False,), "potwierdzenia"),
        ("pesel-form", 18, VotingRules(), (False,), "wieku"),
        ("pesel-form", 1, VotingRules(), (False,), "wieku"),
        ("pesel-form", 0, VotingRules(guardian_age=1), (False,), "opiekuna"),
        ("pesel-form", 0, VotingRules(), (False, False), "tematyczne"),
        ("pesel-form", 0, VotingRules(guardian_age=13), (False,), "opiekuna"),
        ("pesel-form", 0, VotingRules(residence_declaration=False), (False,), "oświadczenia"),
    ],
)
def test_what_courts_object_to_is_said_with_its_source(kind, age, rules, pools, word):
    told = [said(one) for one in cautions(IdentityKind(kind), age, rules, pools)]
    found = [one for one in told if word in one.words]
    assert found
    assert all(one.source for one in told)


def test_the_mildest_rules_need_no_caution():
    assert (
        cautions(IdentityKind.NAME_AND_BIRTH_DATE, 0, VotingRules(contact=Contact.EITHER), (False, True))
        == ()
    )


@pytest.mark.parametrize(
    ("born", "consent", "answer"), [(2015, False, "no-guardian"), (2015, True, None), (2014, False, None)]
)
def test_a_guardian_consents_for_who_is_younger_than_the_rules_say(born, consent, answer):
    rules = EligibilityRules(guardian_age=13)
    facts = VoterFacts(date(born, 1, 1), declared_resident=True, has_guardian=consent)
    assert may_vote(facts, rules, date(2027, 10, 10)) == answer


def test_a_setting_that_is_no_number_is_refused():
    with pytest.raises(VotingRulesError):
        VotingRules.of({"guardian_age": "wiek"})


def test_settings_that_came_later_leave_older_digests_as_they_were():
    assert "repeats" not in VotingRules().as_settings()
    rules = VotingRules(repeats=Repeats.SUM)
    assert VotingRules.of(rules.as_settings()) == rules
