"""Which of two ballots of a person counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.duplicates import CastBallot, DuplicateRule, Outcome, settle

DAY = date(2027, 10, 10)
WEB = CastBallot(Channel.WEB, DAY)
EARLIER = CastBallot(Channel.PAPER, DAY - timedelta(days=1), "Szkoła", 1)
LATER = CastBallot(Channel.PAPER, DAY + timedelta(days=1), "Szkoła", 2)
SAME_DAY = CastBallot(Channel.PAPER, DAY, "Szkoła", 3)
ANOTHER_BOX = CastBallot(Channel.PAPER, DAY, "Dom kultury", 9)
NEXT_IN_BOX = CastBallot(Channel.PAPER, DAY, "Szkoła", 4)


@pytest.mark.parametrize(
    ("rule", "standing", "coming", "outcome"),
    [
        ("first", WEB, LATER, "standing"),
        ("first", WEB, EARLIER, "coming"),
        ("first", LATER, EARLIER, "coming"),
        ("first", WEB, WEB, "standing"),
        ("first", WEB, SAME_DAY, "standing"),
        ("first", SAME_DAY, WEB, "coming"),
        ("first", SAME_DAY, ANOTHER_BOX, "coming"),
        ("first", NEXT_IN_BOX, SAME_DAY, "coming"),
        ("paper", WEB, LATER, "coming"),
        ("paper", WEB, EARLIER, "coming"),
        ("paper", EARLIER, LATER, "standing"),
        ("web", WEB, EARLIER, "standing"),
        ("web", EARLIER, WEB, "coming"),
        ("web", LATER, EARLIER, "coming"),
        ("void", WEB, EARLIER, "neither"),
        ("void", EARLIER, LATER, "neither"),
    ],
)
def test_the_rule_decides(rule, standing, coming, outcome):
    assert settle(DuplicateRule(rule), standing, coming) is Outcome(outcome)


ballots = st.builds(
    CastBallot,
    st.sampled_from([Channel.WEB, Channel.PAPER]),
    st.dates(DAY, DAY + timedelta(days=3)),
    st.sampled_from(["", "A", "B"]),
    st.integers(0, 5),
)


@given(st.sampled_from(DuplicateRule), ballots, ballots)
def test_the_order_of_keying_does_not_matter(rule, one, other):
    if one.order == other.order:
        return
    there, back = settle(rule, one, other), settle(rule, other, one)
    swapped = {Outcome.STANDING: Outcome.COMING, Outcome.COMING: Outcome.STANDING}
    assert back is swapped.get(there, Outcome.NEITHER)
