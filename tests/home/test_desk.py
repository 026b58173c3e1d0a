"""The desk: every number opens the list it counts, and the next act of the edition is said to who can do it."""

import pytest

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.journal.models import Entry
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.voting.models import TwoPersonKind
from wibo.voting.two_people.acts import propose

CLOSED = (Stage.SUBMISSION, Stage.CLOSING)


page = factories.words


def test_the_admitted_ones_open_the_list_of_the_admitted(visit, cast, edition):
    assert "?lista=zaakceptowane" in page(visit.as_(cast.anna).get("/urzad/"))


def test_downloads_do_not_drown_what_happened(visit, cast, edition):
    visit.as_(cast.anna)
    for _ in range(9):
        visit.get("/urzad/zestawienia/zlozone-wnioski.xlsx")
    assert Entry.objects.filter(kind="report-exported").count() == 9
    assert "Pobrano" not in page(visit.get("/urzad/"))


@pytest.fixture
def countable(edition):
    """An edition whose ballots are all in: the urn can be opened."""
    factories.projects(edition, 100, 200)
    return factories.only_stages(edition, *CLOSED)


def test_the_urn_that_waits_is_said_to_who_can_open_it(visit, cast, countable):
    assert "Urna czeka na otwarcie" in page(visit.as_(cast.tadeusz).get("/urzad/"))
    assert "Urna czeka na otwarcie" not in page(visit.as_(cast.jan).get("/urzad/"))


def test_a_proposal_to_open_waits_for_the_other_one(visit, cast, countable):
    propose(countable, TwoPersonKind.OPEN_URN, reason="Koniec", user=cast.anna, at=NOW)
    assert "czeka na ciebie" in page(visit.as_(cast.tadeusz).get("/urzad/"))
    assert "czeka na ciebie" not in page(visit.as_(cast.anna).get("/urzad/"))
    assert "Tadeusz Testowa" in page(visit.get("/urzad/urna/"))


def test_an_unfrozen_ballot_is_said_once_the_evaluation_is_over(visit, cast, edition):
    factories.only_stages(edition, Stage.VOTING)
    assert "nie jest zamrożona" in page(visit.as_(cast.anna).get("/urzad/"))


@pytest.mark.parametrize(("who", "offered"), [("anna", True), ("ewa", False), ("maria", False)])
def test_without_an_edition_only_the_administrator_is_offered_to_found_one(visit, cast, who, offered):
    where = "/" if who == "maria" else "/urzad/"
    found = page(visit.as_(getattr(cast, who)).get(where))
    assert ("Załóż edycję" in found) == offered
    assert ("Anna Testowa" in found) == (who != "maria")


def test_the_evaluators_numbers_add_up(visit, cast, edition):
    states = (Status.SUBMITTED, Status.RETURNED, Status.MERIT_REVIEW, Status.REJECTED, Status.WITHDRAWN)
    for status in states:
        made = factories.proposal(edition, cast.maria, title=f"Wniosek {status}")
        Proposal.objects.filter(pk=made.pk).update(status=status)
    found = page(visit.as_(cast.ewa).get("/urzad/ocena-formalna/"))
    assert "Do oceny: 1" in found
    assert "Oceniono 2 z 4" in found
    assert "Do uzupełnienia: 1" in found


def test_the_front_page_speaks_of_the_vote_in_the_right_tense(visit, edition):
    factories.projects(edition, 100)
    assert "na które możesz zagłosować" in page(visit.get("/"))
    factories.only_stages(edition, Stage.CLOSING)
    assert "na które głosowaliśmy" in page(visit.get("/"))


def test_the_line_of_dates_says_that_each_author_has_days_of_their_own(visit, edition):
    assert "od ogłoszenia decyzji" not in page(visit.get("/"))
    evaluated(edition, appeal_days=7, working_days=True)
    assert "7 dni roboczych od ogłoszenia decyzji" in page(visit.get("/")).replace("\xa0", " ")
