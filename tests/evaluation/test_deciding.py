"""Verdicts: two cards by two people, reasons, the cost that its author agreed to, also while collecting is open."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.evaluation import announcing, undoing
from wibo.evaluation.assigning import declare_conflict
from wibo.evaluation.deciding import Filled, decide_on_merit
from wibo.evaluation.models import FormalReview, MeritReview
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.proposals.actions import supplement
from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage


def with_role(user, role):
    grant_role(user, role, act=Act("test", NOW))
    return User.objects.get(pk=user.pk)


def evaluated(edition, **settings):
    """The edition with other rules of evaluation."""
    edition.evaluation = settings
    edition.save(update_fields=["evaluation"])
    return edition


@pytest.fixture
def proposal(edition, cast):
    return factories.proposal(edition, cast.maria)


def test_two_positive_cards_admit_while_collecting_is_still_open(proposal, cast):
    factories.formally(proposal, cast.ewa, reasons="")
    factories.on_merit(proposal, cast.piotr, reasons="")
    assert proposal.status == Status.ADMITTED
    assert MeritReview.objects.get().verified_cost == 10_000_00
    kinds = list(Entry.objects.filter(about=f"proposal:{proposal.pk}").values_list("kind", flat=True))
    assert kinds == ["proposal-submitted", "formal-passed", "merit-passed", "admission-announced"]
    assert "10\xa0000,00\xa0zł" in Letter.objects.get(template="verdict_positive").body


def test_a_refusal_needs_reasons_and_the_author_reads_them(proposal, cast):
    with pytest.raises(Refused, match="uzasadnienie"):
        factories.formally(proposal, cast.ewa, "negative", " ")
    factories.formally(proposal, cast.ewa, "negative", "Działka prywatna")
    assert proposal.status == Status.REJECTED
    assert "Działka prywatna" in Letter.objects.get(template="verdict_negative").body
    with pytest.raises(IntegrityError), transaction.atomic():
        FormalReview.objects.update(reasons="")


def test_the_formal_reviewer_does_not_judge_on_merit_unless_the_edition_lets_them(edition, proposal, cast):
    ewa = with_role(cast.ewa, Role.MERIT_EVALUATOR)
    factories.formally(proposal, ewa)
    with pytest.raises(Refused, match="inna osoba"):
        factories.on_merit(proposal, ewa)
    proposal.edition = evaluated(edition, formal_apart=False)
    factories.on_merit(proposal, ewa)
    assert proposal.status == Status.ADMITTED


def test_who_registered_from_paper_does_not_judge_unless_the_edition_lets_them(edition, cast):
    jan = with_role(cast.jan, Role.FORMAL_EVALUATOR)
    made = factories.on_paper(edition, jan)
    with pytest.raises(Refused, match="wprowadziłeś z papieru"):
        factories.formally(made, jan)
    made.edition = evaluated(edition, registrar_apart=False)
    factories.formally(made, jan)
    assert made.status == Status.MERIT_REVIEW


def test_nobody_judges_their_own_or_what_they_stepped_back_from(edition, proposal, cast):
    own = factories.proposal(edition, cast.ewa)
    with pytest.raises(Refused, match="własnego"):
        factories.formally(own, cast.ewa)
    declare_conflict(proposal, "", user=cast.ewa, at=NOW)
    with pytest.raises(Refused, match="Wyłączyłeś się"):
        factories.formally(proposal, cast.ewa)


@pytest.mark.parametrize(
    ("decides", "who", "barred"),
    [
        ("evaluator", "piotr", ("anna", "tadeusz", "ewa")),
        ("coordinator", "anna", ("piotr", "tadeusz")),
        ("commission", "tadeusz", ("piotr", "anna")),
    ],
)
def test_who_decides_on_merit_is_the_editions_rule(edition, proposal, cast, decides, who, barred):
    proposal.edition = evaluated(edition, decides=decides)
    factories.formally(proposal, cast.ewa)
    for other in barred:
        with pytest.raises(Refused, match="wydaje ktoś inny"):
            factories.on_merit(proposal, getattr(cast, other))
    factories.on_merit(proposal, getattr(cast, who))
    assert proposal.status == Status.ADMITTED


@pytest.mark.parametrize(("cost", "words"), [(200_000_00, "wyższy niż pula"), (9_000_00, "musi się zgodzić")])
def test_an_admitted_proposal_costs_what_its_author_agreed_to(proposal, cast, cost, words):
    factories.formally(proposal, cast.ewa)
    with pytest.raises(Refused, match=words):
        factories.on_merit(proposal, cast.piotr, cost=cost)
    with pytest.raises(Refused, match="Wpisz koszt"):
        decide_on_merit(proposal, Filled("positive"), user=cast.piotr, at=NOW)
    assert not MeritReview.objects.exists()


def test_a_proposal_that_is_too_dear_can_be_refused_for_it(proposal, cast):
    factories.formally(proposal, cast.ewa)
    factories.on_merit(proposal, cast.piotr, "negative", "Za drogi", cost=200_000_00)
    assert proposal.status == Status.REJECTED


def test_verdicts_that_are_announced_together_are_known_to_nobody_before(visit, edition, proposal, cast):
    proposal.edition = evaluated(edition, announced="together")
    factories.formally(proposal, cast.ewa)
    factories.on_merit(proposal, cast.piotr, "negative", "Działka prywatna")
    assert proposal.status == Status.JUDGED
    assert set(Letter.objects.values_list("template", flat=True)) == {"proposal_submitted"}
    for page in (visit.get(f"/wnioski/{proposal.pk}/"), visit.get("/wnioski/")):
        words = factories.words(page)
        assert "W ocenie" in words
        assert "prywatna" not in words
        assert "merytoryczn" not in words
    own = factories.words(visit.as_(cast.maria).get(f"/moje/{proposal.pk}/"))
    assert "prywatna" not in own
    assert "prywatna" not in visit.get("/konto/moje-dane.json").content.decode()
    assert announcing.announce_all(announcing.waiting(edition), user=cast.anna, at=NOW) == 1
    visit.client.logout()
    assert "Działka prywatna" in factories.words(visit.get(f"/wnioski/{proposal.pk}/"))
    assert "Działka prywatna" in Letter.objects.get(template="verdict_negative").body
    assert Proposal.objects.get().announced_at == NOW


def test_only_who_runs_the_edition_announces(edition, proposal, cast):
    proposal.edition = evaluated(edition, announced="together")
    factories.formally(proposal, cast.ewa, "negative")
    with pytest.raises(Refused, match="nie można teraz tak zmienić"):
        announcing.announce(proposal, user=cast.ewa, at=NOW)


def test_verdicts_announce_themselves_on_their_day_and_not_before(edition, proposal, cast, town):
    proposal.edition = evaluated(edition, announced="together")
    announcing.set_announcement(edition, NOW + timedelta(hours=2), user=cast.anna)
    factories.formally(proposal, cast.ewa, "negative", "Nie")
    tick(NOW + timedelta(hours=1))
    assert Proposal.objects.get().status == Status.JUDGED
    tick(NOW + timedelta(hours=3))
    assert Proposal.objects.get().status == Status.REJECTED
    assert Entry.objects.get(kind="refusal-announced").by == "system"


def test_a_verdict_that_nobody_knows_is_taken_back_by_its_author(edition, proposal, cast):
    proposal.edition = evaluated(edition, announced="together")
    factories.formally(proposal, cast.ewa)
    factories.on_merit(proposal, cast.piotr, "negative", "Pomyłka")
    with pytest.raises(Refused, match="tylko własną"):
        undoing.take_back(proposal, "x", user=cast.ewa, at=NOW)
    with pytest.raises(Refused, match="powód"):
        undoing.take_back(proposal, " ", user=cast.piotr, at=NOW)
    undoing.take_back(proposal, "Zły wniosek", user=cast.piotr, at=NOW)
    assert proposal.status == Status.MERIT_REVIEW
    undoing.take_back(proposal, "Też", user=cast.ewa, at=NOW)
    assert proposal.status == Status.SUBMITTED
    assert MeritReview.objects.get().taken_back_why == "Zły wniosek"
    assert not Letter.objects.exclude(template="proposal_submitted").exists()


def test_an_announced_verdict_is_only_corrected_with_a_letter(proposal, cast):
    factories.formally(proposal, cast.ewa, "negative", "Pomyłka")
    with pytest.raises(Refused, match="nie jest jeszcze ogłoszona"):
        undoing.take_back(proposal, "x", user=cast.ewa, at=NOW)
    undoing.correct(proposal, "Zły numer działki", user=cast.anna, at=NOW)
    assert proposal.status == Status.SUBMITTED
    assert "Zły numer działki" in Letter.objects.get(template="verdict_corrected").body
    assert not FormalReview.objects.get().stands
    factories.formally(proposal, cast.ewa)
    assert proposal.status == Status.MERIT_REVIEW


def test_a_call_reopens_what_it_names_and_nothing_else(visit, edition, proposal, cast):
    factories.formally(proposal, cast.ewa, "supplement", "Brak numeru działki", parts=("location",))
    call = Call.objects.get()
    assert (call.due_on.isoformat(), call.before) == ("2027-10-18", {"location": proposal.location})
    maria = visit.as_(cast.maria)
    assert "Miejsce" in factories.words(maria.get(f"/moje/{proposal.pk}/"))
    closed = maria.get(f"/moje/{proposal.pk}/krok/koszty/")
    assert closed["Location"] == f"/moje/{proposal.pk}/"
    maria.post(f"/moje/{proposal.pk}/krok/miejsce/", {"location": "Działka 12/3", "plot": "99"})
    maria.post(f"/moje/{proposal.pk}/krok/pomysl/", {"title": "Zupełnie inny"})
    stored = Proposal.objects.get()
    assert (stored.location, stored.plot, stored.title) == ("Działka 12/3", "", proposal.title)
    supplement(stored, user=cast.maria, at=NOW)
    assert Call.objects.get().answered_at == NOW
    page = factories.words(visit.as_(cast.ewa).get(f"/urzad/ocena-formalna/{proposal.pk}/"))
    assert "Działka 12/3" in page
    assert "Co się zmieniło od wezwania" in page


def test_a_late_answer_is_marked_and_decided_by_a_person(visit, edition, proposal, cast, monkeypatch):
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    tick(NOW + timedelta(days=30))
    assert Proposal.objects.get().status == Status.RETURNED
    ewa = visit.as_(cast.ewa)
    assert "· po terminie" not in factories.words(ewa.get("/urzad/ocena-formalna/"))
    Call.objects.update(due_on=NOW.date() - timedelta(days=1))
    assert "· po terminie" in factories.words(ewa.get("/urzad/ocena-formalna/"))
    factories.formally(Proposal.objects.get(), cast.ewa, "negative", "Nie uzupełniono")
    assert Proposal.objects.get().status == Status.REJECTED


def test_a_call_can_be_taken_back(edition, proposal, cast):
    from wibo.proposals.calling import take_back_call

    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    with pytest.raises(Refused, match="cofasz"):
        take_back_call(proposal, " ", user=cast.ewa, at=NOW)
    take_back_call(proposal, "Zgoda jest w aktach", user=cast.ewa, at=NOW)
    assert proposal.status == Status.SUBMITTED
    assert "Zgoda jest w aktach" in Letter.objects.get(template="call_taken_back").body
    factories.formally(proposal, cast.ewa, "supplement", "Brak mapy")
    assert Call.objects.filter(taken_back_at=None).count() == 1


@pytest.mark.parametrize(
    ("note", "parts", "words"), [(" ", ("title",), "uzasadnienie"), ("Brak", (), "Zaznacz")]
)
def test_a_call_says_what_and_which_parts(proposal, cast, note, parts, words):
    with pytest.raises(Refused, match=words):
        factories.formally(proposal, cast.ewa, "supplement", note, parts=parts)
    assert Proposal.objects.get().status == Status.SUBMITTED


def test_after_the_stage_nothing_is_judged(edition, proposal, cast):
    proposal.edition = factories.only_stages(edition, Stage.VOTING)
    with pytest.raises(Refused, match="nie można teraz"):
        factories.formally(proposal, cast.ewa)
    assert not FormalReview.objects.exists()
