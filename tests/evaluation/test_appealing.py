"""Appeals: in their days, on line or on paper, heard, decided by somebody who has not judged."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.evaluation.test_deciding import evaluated, with_role
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.evaluation import appealing
from wibo.evaluation.models import Appeal, MeritReview
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.proposals.models import CostLine, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage


@pytest.fixture
def refused(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa, "negative", "Nie")
    return made


def test_an_upheld_appeal_is_judged_anew(refused, cast):
    filed = appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)
    assert "Bo tak" in Letter.objects.get(template="appeal_filed").body
    with pytest.raises(Refused, match="już złożono"):
        appealing.appeal(refused, "Jeszcze raz", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="uzasadnienie"):
        appealing.decide_appeal(filed, "return", " ", user=cast.anna, at=NOW)
    appealing.decide_appeal(filed, "return", "Racja", user=cast.anna, at=NOW)
    assert filed.proposal.status == Status.MERIT_REVIEW
    with pytest.raises(Refused, match="już rozpatrzono"):
        appealing.decide_appeal(filed, "dismiss", "Nie", user=cast.anna, at=NOW)
    factories.on_merit(refused, cast.piotr)
    assert refused.status == Status.ADMITTED


@pytest.fixture
def refused_on_merit(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa)
    factories.on_merit(made, cast.piotr, "negative", "Nie")
    return made


def test_an_appeal_can_admit_at_once_what_a_card_has_verified(refused_on_merit, cast):
    refused = refused_on_merit
    filed = appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)
    appealing.decide_appeal(filed, "admit", "Działka jest gminna", user=cast.anna, at=NOW)
    assert filed.proposal.status == Status.ADMITTED
    assert MeritReview.objects.standing().get().verified_cost == 10_000_00
    assert "Działka jest gminna" in Letter.objects.get(template="appeal_admitted").body


def test_what_nobody_has_verified_is_not_admitted_by_an_appeal(edition, refused, refused_on_merit, cast):
    for one, cost in ((refused, 10_000_00), (refused_on_merit, 90_000_00)):
        CostLine.objects.filter(proposal=one).update(amount=cost, price=cost)
        filed = appealing.appeal(one, "Bo tak", user=cast.maria, at=NOW)
        with pytest.raises(Refused, match="nikt nie sprawdził"):
            appealing.decide_appeal(filed, "admit", "Racja", user=cast.anna, at=NOW)


def test_what_costs_more_than_the_pool_is_not_admitted_by_an_appeal(edition, refused_on_merit, cast):
    refused = refused_on_merit
    edition.pools.update(amount=9_000_00)
    filed = appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)
    filed.proposal.pool.refresh_from_db()
    with pytest.raises(Refused, match="wyższy niż pula"):
        appealing.decide_appeal(filed, "admit", "Racja", user=cast.anna, at=NOW)
    assert Appeal.objects.get().upheld is None


def test_a_dismissed_appeal_leaves_the_refusal(refused, cast):
    with pytest.raises(Refused):
        appealing.appeal(refused, "Nie moje", user=cast.jan, at=NOW)
    filed = appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)
    appealing.decide_appeal(filed, "dismiss", "Bez zmian", user=cast.anna, at=NOW)
    assert filed.proposal.status == Status.REJECTED
    assert Entry.objects.filter(kind="appeal-dismissed").count() == 1


def test_who_judged_does_not_decide_the_appeal_even_when_the_card_was_corrected(refused, cast):
    ewa = with_role(cast.ewa, Role.APPEAL_BODY)
    filed = appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="ktoś inny"):
        appealing.decide_appeal(filed, "dismiss", "Nie", user=ewa, at=NOW)


def test_outside_the_common_window_nobody_appeals(edition, refused, cast):
    refused.edition = factories.only_stages(edition, Stage.VOTING)
    with pytest.raises(Refused, match="Czas"):
        appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)


def test_the_days_of_a_proposal_run_from_its_announcement(edition, cast):
    made = factories.proposal(edition, cast.maria)
    made.edition = evaluated(
        factories.only_stages(edition, Stage.EVALUATION), appeal_days=5, working_days=True
    )
    factories.formally(made, cast.ewa, "negative", "Nie")
    # NOW is Sunday, 10 October 2027: five working days end on Friday the 15th.
    assert "do 15\xa0października\xa02027\xa0r." in Letter.objects.get(template="verdict_negative").body
    late = NOW.replace(day=15, hour=22, minute=0)
    with pytest.raises(Refused, match="Czas"):
        appealing.appeal(made, "Bo tak", user=cast.maria, at=late)
    appealing.appeal(made, "Bo tak", user=cast.maria, at=late - timedelta(minutes=1))


def test_an_appeal_on_paper_counts_by_the_day_it_came_in(edition, refused, cast):
    refused.edition = evaluated(edition, answer_days=10)
    Proposal.objects.update(announced_at=NOW - timedelta(days=5))
    refused.refresh_from_db(fields=["announced_at"])
    with pytest.raises(Refused, match="w przyszłości"):
        appealing.register_appeal(refused, "x", date(2027, 12, 1), user=cast.jan, at=NOW)
    filed = appealing.register_appeal(refused, "Na papierze", date(2027, 10, 8), user=cast.jan, at=NOW)
    assert (filed.source, filed.due_on) == ("paper", date(2027, 10, 18))
    assert filed.is_late(date(2027, 10, 19))
    assert not filed.is_late(date(2027, 10, 18))


def test_a_hearing_is_noted_before_the_decision(refused, cast):
    filed = appealing.appeal(refused, "Bo tak", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="powiedziano"):
        appealing.hear(filed, NOW.date(), " ", user=cast.anna, at=NOW)
    appealing.hear(filed, NOW.date(), "Pokazała mapę", user=cast.anna, at=NOW)
    appealing.decide_appeal(filed, "dismiss", "Bez zmian", user=cast.anna, at=NOW)
    with pytest.raises(Refused, match="już rozpatrzono"):
        appealing.hear(filed, NOW.date(), "Jeszcze", user=cast.anna, at=NOW)
    assert Appeal.objects.get().heard == "Pokazała mapę"


def test_an_appeal_with_a_file_through_its_page(visit, refused, cast):
    path = f"/moje/{refused.pk}/odwolanie/"
    maria = visit.as_(cast.maria)
    bad = SimpleUploadedFile("a.exe", b"MZ")
    assert "nie można dołączyć" in factories.words(maria.post(path, {"text": "Proszę", "file": bad}))
    assert not Appeal.objects.exists()
    good = SimpleUploadedFile("wyrys.pdf", files.pdf())
    assert maria.post(path, {"text": "Proszę", "file": good})["Location"] == f"/moje/{refused.pk}/"
    kept = refused.attachments.get()
    assert (kept.purpose, kept.is_public) == ("appeal", False)
    again = SimpleUploadedFile("drugi.pdf", files.pdf())
    assert "już złożono" in factories.words(maria.post(path, {"text": "Jeszcze", "file": again}))
    assert refused.attachments.count() == 1
    page = factories.words(visit.as_(cast.anna).get(f"/urzad/odwolania/{Appeal.objects.get().pk}/"))
    assert "wyrys.pdf" in page


def test_the_front_page_speaks_of_appeals_in_their_time(visit, edition, cast):
    factories.only_stages(edition, Stage.APPEALS)
    assert "Autorzy mogą się odwołać" in factories.words(visit.get("/"))


def test_own_days_of_appeal_stand_on_the_front_page(visit, edition):
    evaluated(factories.only_stages(edition, Stage.EVALUATION), appeal_days=3, working_days=True)
    assert "3 dni robocze od ogłoszenia" in factories.words(visit.get("/"))
