"""Every risk has words with its facts, and a paragraph."""

from datetime import date

import pytest

from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.legal.risks import Found, Risk
from wibo.wording.risks import said

DAY = date(2027, 11, 16)
FACTS = {
    Risk.SIGNATURES: (
        {"pool": "Wieś", "asked": 5, "most": 2},
        "Pula „Wieś” wymaga 5 podpisów, a nie wolno więcej niż 0,1%",
    ),
    Risk.EVALUATION_TOO_SHORT: ({"submission": DAY, "evaluation": DAY}, "Ocena kończy się 16.11.2027"),
    Risk.APPEALS_TOO_LATE: ({"appeals": DAY, "voting": DAY}, "Odwołania trwają do 16.11.2027"),
    Risk.LATE_RESULTS: ({"known": DAY, "due": date(2027, 11, 15)}, "składa do 15.11.2027"),
    Risk.ONE_CHANNEL: ({"channel": Channel.WEB}, "kto go nie ma, nie zagłosuje"),
}


@pytest.mark.parametrize("risk", list(Risk))
def test_every_risk_is_said_with_its_source(risk):
    facts, part = FACTS.get(risk, ({}, ""))
    words, source = said(Found(risk, facts))
    assert part in words.replace("\xa0", " ")
    assert words.endswith(".")
    assert "art. " in source


@pytest.mark.parametrize(
    ("most", "words"), [(0, "czyli żadnego."), (1, "czyli 1 podpisu."), (17, "czyli 17 podpisów.")]
)
def test_the_most_that_may_be_asked_is_told_in_good_polish(most, words):
    told, _ = said(Found(Risk.SIGNATURES, {"pool": "X", "asked": 20, "most": most}))
    assert told.replace("\xa0", " ").endswith(words)


def test_paper_alone_is_told_otherwise():
    words, _ = said(Found(Risk.ONE_CHANNEL, {"channel": Channel.PAPER}))
    assert words.startswith("Głosować można tylko na papierze")
