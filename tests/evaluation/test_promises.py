"""What an author was told stays, and what nobody was told leaves no trace."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation import appealing, assigning, ruling
from wibo.evaluation.models import Appeal, Conflict
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage

ANNA = Act("Anna Testowa", NOW)
# The seventh day is a Sunday (art. 115 of the Civil Code).
LAST = date(2027, 10, 18)


@pytest.fixture
def refused(edition, cast):
    """A refusal with seven days for an appeal, the last of them 18 October."""
    made = factories.proposal(edition, cast.maria)
    made.edition = evaluated(edition, appeal_days=7)
    edition.windows.filter(stage=Stage.APPEALS).delete()
    factories.formally(made, cast.ewa, "negative")
    return made


@pytest.mark.parametrize("days", [0, 1, 14])
def test_another_rule_takes_no_day_away_that_was_announced_and_gives_none(refused, edition, days):
    assert refused.appeal_until == LAST
    ruling.change_evaluation(edition, {"appeal_days": days}, reason="x", act=ANNA)
    stored = Proposal.objects.get()
    assert stored.appeal_until == LAST
    last_minute = NOW.replace(day=18, hour=21, minute=59)
    with_time = [(last_minute, True), (last_minute + timedelta(minutes=1), False)]
    assert [appealing.may_appeal_now(stored, at) for at, _ in with_time] == [may for _, may in with_time]


def test_who_was_told_a_common_window_keeps_it_when_days_come_in(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa, "negative")
    ruling.change_evaluation(edition, {"appeal_days": 1}, reason="x", act=ANNA)
    stored = Proposal.objects.get()
    assert stored.appeal_until is None
    assert appealing.may_appeal_now(stored, NOW + timedelta(days=5))


def test_what_is_judged_anew_loses_the_day_of_the_verdict_before(refused, cast):
    filed = appealing.appeal(refused, "Nie", user=cast.maria, at=NOW)
    appealing.decide_appeal(filed, "return", "Racja", user=cast.anna, at=NOW)
    stored = Proposal.objects.get()
    assert (stored.status, stored.appeal_until) == (Status.MERIT_REVIEW, None)


def bare(answer):
    """A page without what differs in every copy of it."""
    page = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", page)


@pytest.mark.parametrize("verdict", ["negative", "positive"])
def test_a_verdict_that_nobody_knows_leaves_no_byte_in_any_page(visit, edition, cast, verdict):
    made = factories.proposal(edition, cast.maria)
    made.edition = evaluated(edition, announced="together")
    factories.formally(made, cast.ewa)
    pages = ["/wnioski/", f"/wnioski/{made.pk}/", "/", f"/moje/{made.pk}/", "/moje/"]
    visit.as_(cast.maria)
    before = [bare(visit.get(path)) for path in pages]
    factories.on_merit(made, cast.piotr, verdict)
    assert Proposal.objects.get().status == Status.JUDGED
    assert [bare(visit.get(path)) for path in pages] == before


def test_a_call_is_not_told_to_everyone_before_the_verdicts_are(visit, edition, cast):
    made = factories.proposal(edition, cast.maria)
    made.edition = evaluated(edition, announced="together")
    factories.formally(made, cast.ewa, "supplement", "Popraw koszt")
    assert "Popraw koszt" not in factories.words(visit.get(f"/wnioski/{made.pk}/"))
    made.edition = evaluated(edition, announced="each")
    assert "Popraw koszt" in factories.words(visit.get(f"/wnioski/{made.pk}/"))


def test_when_verdicts_are_announced_does_not_change_while_some_wait(edition, cast):
    made = factories.proposal(edition, cast.maria)
    made.edition = evaluated(edition, announced="together")
    factories.formally(made, cast.ewa, "negative")
    with pytest.raises(Refused, match="Ogłoś je najpierw"):
        ruling.change_evaluation(factories.reload(edition), {}, reason="x", act=ANNA)


def test_a_town_is_warned_where_all_who_decide_appeals_also_judge(edition, cast):
    User.objects.filter(pk=cast.tadeusz.pk).update(is_active=False)
    said = ruling.change_evaluation(edition, {"decides": "coordinator"}, reason="x", act=ANNA)
    assert "Nadaj komuś rolę „organ odwoławczy”" in said


def test_the_commission_decides_an_appeal_from_the_coordinators_verdict(edition, cast):
    made = factories.proposal(edition, cast.maria)
    made.edition = evaluated(edition, decides="coordinator")
    factories.formally(made, cast.ewa)
    factories.on_merit(made, cast.anna, "negative")
    filed = appealing.appeal(made, "Nie", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="ktoś inny"):
        appealing.decide_appeal(filed, "dismiss", "Nie", user=cast.anna, at=NOW)
    appealing.decide_appeal(filed, "dismiss", "Nie", user=cast.tadeusz, at=NOW)
    assert Appeal.objects.get().decided_by == cast.tadeusz


def test_a_co_author_reads_the_deadline_and_no_address_that_is_shut(visit, refused, cast):
    from wibo.proposals.models import CoAuthor

    CoAuthor.objects.create(
        proposal=refused, email=cast.piotr.email, user=cast.piotr, invited_at=NOW, accepted_at=NOW
    )
    page = factories.words(visit.as_(cast.piotr).get(f"/moje/{refused.pk}/")).replace("\xa0", " ")
    assert "Termin odwołania: 18 października 2027" in page
    assert "Odwołanie składa autor: Maria Testowa" in page
    assert "/odwolanie/" not in Letter.objects.get(template="verdict_negative").body


def test_a_paper_author_gets_a_letter_for_the_post(visit, edition, cast):
    made = factories.on_paper(edition, cast.jan, arrived_by="post")
    factories.formally(made, cast.ewa, "negative", "Cudza działka")
    letter = Letter.objects.get(template="verdict_negative")
    assert (letter.address, letter.sent_at, letter.posted_at) == ("", None, None)
    jan = visit.as_(cast.jan)
    assert "Czeka: <strong>" in factories.words(jan.get("/urzad/listy/")).replace("\xa0", " ")
    printed = factories.words(jan.get(f"/urzad/listy/{letter.pk}/"))
    assert "Cudza działka" in printed
    assert made.author_name in printed
    jan.post(f"/urzad/listy/{letter.pk}/")
    letter.refresh_from_db()
    assert letter.posted_at == NOW
    assert letter.sent_at is None


def test_a_letter_has_one_way_to_go(edition, cast):
    made = factories.on_paper(edition, cast.jan, arrived_by="post")
    factories.formally(made, cast.ewa, "negative")
    letter = Letter.objects.get(template="verdict_negative")
    with pytest.raises(Exception, match="letter_goes_by_mail_or_by_post"), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET sent_at = written_at WHERE id = %s", [letter.pk])


def test_stepping_back_says_when_nobody_is_left_and_can_be_taken_back(edition, cast):
    made = factories.proposal(edition, cast.maria)
    said = assigning.declare_conflict(made, "", user=cast.ewa, at=NOW)
    assert "nikt inny nie może teraz ocenić" in said
    with pytest.raises(Refused, match="powód"):
        assigning.take_conflict_back(made, " ", user=cast.ewa, at=NOW)
    assigning.take_conflict_back(made, "Pomyłka", user=cast.ewa, at=NOW)
    assert assigning.who_may_judge(made, "formal") == [cast.ewa]
    assert Conflict.objects.get().taken_back_why == "Pomyłka"
    with pytest.raises(Refused, match="Nie ma wyłączenia"):
        assigning.take_conflict_back(made, "Znowu", user=cast.ewa, at=NOW)


def test_a_substitute_can_do_what_the_absent_person_does_and_days_do_not_overlap(edition, cast):
    with pytest.raises(Refused, match="Jan Testowa nie może oceniać formalnie"):
        assigning.substitute(cast.ewa, cast.jan, NOW.date(), NOW.date())
    assigning.substitute(cast.jan, cast.ewa, NOW.date(), NOW.date() + timedelta(days=3))
    with pytest.raises(Refused, match="ma już zastępstwo"):
        assigning.substitute(
            cast.jan, cast.piotr, NOW.date() + timedelta(days=3), NOW.date() + timedelta(days=9)
        )


def test_nobody_is_heard_before_they_appealed(refused, cast):
    filed = appealing.appeal(refused, "Nie", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="zanim wpłynęło"):
        appealing.hear(filed, NOW.date() - timedelta(days=1), "Tak", user=cast.anna, at=NOW)


def test_an_appeal_at_the_wrong_proposal_is_withdrawn_and_another_can_come(visit, refused, cast):
    filed = appealing.appeal(refused, "Nie", user=cast.maria, at=NOW)
    jan = visit.as_(cast.jan)
    jan.post(f"/urzad/odwolania/{filed.pk}/wycofane/", {"reason": "Zły wniosek"})
    assert Appeal.objects.undecided().count() == 0
    assert "Odwołanie: wycofane" in factories.words(jan.get(f"/urzad/wnioski/{refused.pk}/"))
    appealing.appeal(refused, "Jednak", user=cast.maria, at=NOW)
    assert Appeal.objects.undecided().count() == 1
    with pytest.raises(Refused, match="rozpatrzono albo wycofano"):
        appealing.decide_appeal(filed, "dismiss", "Nie", user=cast.anna, at=NOW)
