"""Towns that give days: for corrections, for appeals, for deciding them. The day of every verdict here is Sunday, 10 October."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from tests import factories
from tests.moments import NOW
from tests.regulations.described import Gap
from tests.regulations.entering import BASIS
from tests.regulations.filling import filled
from wibo.access.refusal import Refused
from wibo.evaluation.appealing import appeal, register_appeal
from wibo.proposals.models import Call, Proposal
from wibo.proposals.terms import decide_until

APPEAL, ANSWER, WORKING = (
    "Ile dni na odwołanie",
    "Ile dni na rozpatrzenie odwołania",
    "Dni odwołań to dni robocze",
)


@dataclass(frozen=True)
class Days:
    """`last` is the last day of appealing, `answered` until when one of that day is to be decided; by hand from a calendar."""

    name: str
    says: str
    answers: dict
    last: date
    answered: date | None = None
    cannot_say: list = field(default_factory=list)

    def __str__(self):
        return self.name


_BODY = Gap(
    "who decides an appeal, by name of the body", "the role “organ odwoławczy” is granted to its people"
)
TOWNS = (
    # Three days from Sunday: Wednesday.
    Days("Kamienna Góra", "3 days, to the mayor [S67]", {APPEAL: 3}, date(2027, 10, 13), cannot_say=[_BODY]),
    # Monday to Friday; then Monday to Friday again.
    Days(
        "Kołobrzeg",
        "5 working days, decided in 5 working days [S68]",
        {APPEAL: 5, ANSWER: 5, WORKING: True},
        date(2027, 10, 15),
        date(2027, 10, 22),
    ),
    # Monday to Wednesday; ten working days from Wednesday the 13th are two weeks.
    Days(
        "Pruszków",
        "3 working days, answered in 10 working days [S69]",
        {APPEAL: 3, ANSWER: 10, WORKING: True},
        date(2027, 10, 13),
        date(2027, 10, 27),
    ),
    # The seventh day is a Sunday, so Monday counts.
    Days(
        "Niepołomice",
        "7 days, Rada BO [S70]",
        {APPEAL: 7},
        date(2027, 10, 18),
        cannot_say=[_BODY],
    ),
    Days(
        "Krosno",
        "7 days, the postmark counts [S71]",
        {APPEAL: 7},
        date(2027, 10, 18),
        cannot_say=[Gap("the day of the postmark counts", "the clerk types that day as the day of receipt")],
    ),
)


@pytest.fixture
def refused(edition, cast):
    def of(title):
        made = factories.proposal(factories.reload(edition), cast.maria, title=title)
        factories.formally(made, cast.ewa, "negative")
        return Proposal.objects.select_related("edition__town", "author").get(pk=made.pk)

    return of


def entered(visit, cast, answers):
    filled(visit.as_(cast.anna), "/urzad/zasady-oceny/", {**answers, "Powód": BASIS})


@pytest.mark.parametrize("town_of", TOWNS, ids=str)
def test_an_appeal_comes_until_the_last_day_and_not_a_day_later(town_of, visit, cast, edition, refused):
    entered(visit, cast, town_of.answers)
    late, in_time, on_paper = refused("Późny"), refused("W czasie"), refused("Z papieru")
    begins = NOW.replace(hour=22) - timedelta(days=1)
    first_after = begins + timedelta(days=(town_of.last - NOW.date()).days + 1)
    with pytest.raises(Refused):
        appeal(late, "Proszę", user=cast.maria, at=first_after)
    with pytest.raises(Refused):
        register_appeal(
            late,
            "Proszę",
            town_of.last + timedelta(days=1),
            user=cast.jan,
            at=first_after + timedelta(days=1),
        )
    appeal(in_time, "Proszę", user=cast.maria, at=first_after - timedelta(minutes=1))
    # Of paper the day counts, whenever it is copied.
    register_appeal(on_paper, "Proszę", town_of.last, user=cast.jan, at=first_after + timedelta(days=5))
    assert decide_until(factories.reload(edition), town_of.last) == town_of.answered


def test_krakow_gives_seven_days_for_corrections(visit, cast, edition):
    entered(visit, cast, {"Ile dni na uzupełnienie i na zgodę na zmianę": 7})
    made = factories.proposal(factories.reload(edition), cast.maria)
    factories.formally(made, cast.ewa, "supplement")
    # The seventh day is a Sunday.
    assert Call.objects.get(proposal=made).due_on == date(2027, 10, 18)
