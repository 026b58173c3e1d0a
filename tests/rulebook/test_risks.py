"""Risks of an edition: each is found at its edge and not beside it, and an edition in order has none."""

from dataclasses import replace
from datetime import date

import pytest

from wibo.rulebook.calendar.schedule import Channel, Days, Stage
from wibo.rulebook.legal.risks import EditionFacts, Found, PoolFacts, Risk, risks
from wibo.rulebook.people.identity import IdentityKind

SPANS = (
    Days(Stage.SUBMISSION, date(2027, 3, 1), date(2027, 3, 14)),
    Days(Stage.EVALUATION, date(2027, 3, 1), date(2027, 3, 28)),
    Days(Stage.APPEALS, date(2027, 3, 29), date(2027, 4, 4)),
    Days(Stage.VOTING, date(2027, 4, 5), date(2027, 4, 14), Channel.WEB),
    Days(Stage.VOTING, date(2027, 4, 5), date(2027, 4, 16), Channel.PAPER),
    Days(Stage.PAPER_ENTRY, date(2027, 4, 5), date(2027, 4, 20)),
    Days(Stage.CLOSING, date(2027, 11, 15), date(2027, 11, 30)),
)
IN_ORDER = EditionFacts(
    2028, IdentityKind.NAME_AND_BIRTH_DATE, True, 0, (PoolFacts("Gmina", 17, 17_999),), SPANS
)


def without(*stages):
    return replace(IN_ORDER, spans=tuple(one for one in SPANS if one.stage not in stages))


def with_span(stage, first, last, channel=None):
    kept = [one for one in SPANS if (one.stage, one.channel) != (stage, channel)]
    return replace(IN_ORDER, spans=(*kept, Days(stage, first, last, channel)))


def found(facts):
    return [one.risk for one in risks(facts)]


def test_an_edition_in_order_has_none():
    assert risks(IN_ORDER) == ()
    assert risks(replace(IN_ORDER, spans=(), pools=())) == ()


def test_a_signature_more_than_a_thousandth_is_told_with_both_numbers():
    pools = (PoolFacts("Gmina", 18, 17_999), PoolFacts("Wieś", 1, 999), PoolFacts("Kolonia", 0, 12))
    assert risks(replace(IN_ORDER, pools=pools)) == (
        Found(Risk.SIGNATURES, {"pool": "Gmina", "asked": 18, "most": 17}),
        Found(Risk.SIGNATURES, {"pool": "Wieś", "asked": 1, "most": 0}),
    )


def test_where_nobody_knows_how_many_live_there_nothing_is_said_of_signatures():
    assert risks(replace(IN_ORDER, pools=(PoolFacts("Gmina", 50, 0),))) == ()


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (IdentityKind.NAME_AND_BIRTH_DATE, [Risk.NO_BASIS]),
        (IdentityKind.CODE, [Risk.NO_BASIS]),
        (IdentityKind.PESEL_FORM, [Risk.NO_BASIS, Risk.PESEL_WITHOUT_BASIS]),
        (IdentityKind.PESEL_REGISTER, [Risk.NO_BASIS, Risk.PESEL_WITHOUT_BASIS]),
    ],
)
def test_without_a_resolution_there_is_no_basis_least_of_all_for_pesel(kind, wanted):
    assert found(replace(IN_ORDER, kind=kind, has_basis=False)) == wanted
    assert found(replace(IN_ORDER, kind=kind)) == []


def test_a_refusal_can_be_appealed_against_in_days_or_in_a_stage():
    assert found(without(Stage.APPEALS)) == [Risk.NO_APPEAL]
    assert found(replace(without(Stage.APPEALS), appeal_days=7)) == []
    # A town that brings evaluated projects refuses nobody here.
    assert found(without(Stage.APPEALS, Stage.EVALUATION)) == []


def test_the_last_proposal_must_still_be_evaluated():
    facts = with_span(Stage.EVALUATION, date(2027, 3, 1), date(2027, 3, 14))
    assert risks(facts) == (
        Found(Risk.EVALUATION_TOO_SHORT, {"submission": date(2027, 3, 14), "evaluation": date(2027, 3, 14)}),
    )
    assert found(with_span(Stage.EVALUATION, date(2027, 3, 1), date(2027, 3, 15))) == []
    assert found(without(Stage.SUBMISSION)) == []


def test_appeals_end_before_anybody_votes():
    facts = with_span(Stage.APPEALS, date(2027, 3, 29), date(2027, 4, 5))
    assert risks(facts) == (
        Found(Risk.APPEALS_TOO_LATE, {"appeals": date(2027, 4, 5), "voting": date(2027, 4, 5)}),
    )


@pytest.mark.parametrize("channel", list(Channel))
def test_voting_by_one_channel_alone_is_told(channel):
    facts = without(Stage.VOTING)
    one = Days(Stage.VOTING, date(2027, 4, 5), date(2027, 4, 14), channel)
    assert risks(replace(facts, spans=(*facts.spans, one))) == (
        Found(Risk.ONE_CHANNEL, {"channel": channel}),
    )
    both = replace(one, channel=None)
    assert found(replace(facts, spans=(*facts.spans, both))) == []


def test_results_are_known_when_the_draft_budget_is_due():
    late = with_span(Stage.CLOSING, date(2027, 11, 16), date(2027, 11, 30))
    assert risks(late) == (
        Found(Risk.LATE_RESULTS, {"due": date(2027, 11, 15), "known": date(2027, 11, 16)}),
    )
    # Where no day of results is set the end of voting tells.
    facts = without(Stage.CLOSING, Stage.VOTING)
    both = Days(Stage.VOTING, date(2027, 11, 1), date(2027, 11, 16))
    assert found(replace(facts, spans=(*facts.spans, both))) == [Risk.LATE_RESULTS]
    assert found(replace(facts, spans=(*facts.spans, replace(both, last=date(2027, 11, 15))))) == []
