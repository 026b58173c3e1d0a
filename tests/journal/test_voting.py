"""What the journal tells of the ballot, of papers and of acts of two people: whole sentences, in order."""

from datetime import timedelta

import pytest

from tests import factories
from tests.journal.stories import count, told
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.accounts.models import RoleGrant
from wibo.editions.actions import change_rules
from wibo.journal.acts import Act
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.rulebook.voting.ballots import Marks
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.ballot.freezing import draw_up_ballot, freeze, put_right, strike
from wibo.voting.course.doing import DOING, pause_or_resume
from wibo.voting.course.extending import extend
from wibo.voting.course.protests import decide_protest, file_protest
from wibo.voting.models import Envelope, Project, SecondKeying
from wibo.voting.papers import batches, disputes, entering, second_keying
from wibo.voting.papers.checking import PaperCard
from wibo.voting.two_people.acts import confirm, propose
from wibo.voting.two_people.models import TwoPersonKind
from wibo.voting.urn.annulment import annul, release
from wibo.voting.urn.receipts import list_receipts
from wibo.voting.urn.snapshots import record_view

ANNA = Act("Anna", NOW)


@pytest.fixture
def people(town, cast):
    """Roles that are held for long, and a second clerk."""
    cast.basia = factories.user(town, "basia", Role.CLERK)
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    return cast


@pytest.fixture
def frozen(edition, people):
    change_rules(edition, {}, {"rekey_percent": 100}, act=ANNA, reason="t")
    factories.projects(factories.reload(edition), 10_00, 20_00, 30_00)
    return factories.reload(edition)


def card(edition, at, *numbers, reason=""):
    marks = {edition.pools.first().pk: Marks(tuple(map(str, numbers)))} if numbers else {}
    return PaperCard(factories.voter(edition, at) if numbers else None, None, marks, reason)


def test_the_ballot_is_drawn_up_frozen_and_a_project_is_struck(edition, people):

    proposal = factories.proposal(edition, people.maria)
    factories.formally(proposal, people.ewa)
    factories.on_merit(proposal, people.piotr)
    before = count()
    draw_up_ballot(edition, act=ANNA)
    freeze(edition, act=ANNA)
    put_right(Project.objects.get(), "title", "Łafki", "Ławki", "literówka", act=ANNA)
    strike(Project.objects.get(), "Odmowa konserwatora", act=ANNA)
    edition.refresh_from_db()
    assert told(since=before) == [
        "Ułożono listę projektów do głosowania: 1, kolejność: według numerów wniosków.",
        f"Zamrożono kartę i zasady głosowania. Skrót: {edition.frozen_digest}",
        "Sprostowano projekt nr 1: tytuł. Powód: literówka",
        "Skreślono projekt nr 1. Powód: Odmowa konserwatora",
    ]


def test_votes_on_the_web_and_what_the_office_does_about_them(frozen, people):
    before = count()
    vote = factories.ballot(frozen, 1, 1)
    annul(vote, Reason.OTHER, "Głos oddany za kogoś", act=ANNA)
    release(vote, "Osoba przyszła z dowodem", act=ANNA)
    record_view(frozen, act=ANNA)
    made = list_receipts(frozen, at=NOW + timedelta(hours=1))
    assert told(since=before) == [
        "Przyjęto głos przez internet.",
        f"Unieważniono głos: {Reason.OTHER.value}. Uzasadnienie: Głos oddany za kogoś",
        "Pozwolono oddać kartę papierową osobie, której głos był nieważny. Uzasadnienie: Osoba przyszła z dowodem",
        "Obejrzano bieżące wyniki.",
        f"Ogłoszono spis kodów potwierdzenia: 1. Skrót: {made.digest}",
    ]


def test_an_envelope_that_is_not_what_its_receipt_says_is_told(frozen):
    from tests.tampering import untriggered

    vote = factories.ballot(frozen, 1, 1)
    with untriggered():
        Envelope.objects.filter(pk=vote.pk).update(sealed=b"x")
    before = count()
    list_receipts(frozen, at=NOW + timedelta(hours=1))
    assert told(since=before)[0] == (
        "Koperty, które nie pasują do swoich kodów potwierdzenia: 1. Urny nie da się otworzyć."
    )


def test_a_batch_from_the_first_count_to_its_closing(frozen, people):
    before = count()
    batch = batches.open_batch(frozen, "Szkoła", NOW.date(), 3, user=people.jan, at=NOW)
    batch = batches.correct_count(batch, 2, "Dwie sklejone", user=people.jan, at=NOW)
    batch = batches.confirm_count(batch, 2, user=people.tadeusz, at=NOW)
    entering.enter_paper(batch, 1, card(frozen, 1, 1), user=people.jan, at=NOW)
    asked = disputes.put_aside(batch, 2, "Dwa krzyżyki, jeden przekreślony", act=ANNA)
    disputes.decide(asked, Reason.NO_CHOICE.value, "Nic nie zaznaczono", act=Act("Tadeusz", NOW))
    wrong = entering.enter_paper(
        batch, 2, card(frozen, 2, reason=Reason.NO_CHOICE.value), user=people.jan, at=NOW
    )
    entering.correct(
        wrong, card(frozen, 2, reason=Reason.NO_CHOICE.value), "Pomyłka", user=people.jan, at=NOW
    )
    second_keying.key_again(batch, 1, card(frozen, 1, 1), user=people.basia, at=NOW)
    second_keying.key_again(
        batch, 2, card(frozen, 2, reason=Reason.NO_CHOICE.value), user=people.basia, at=NOW
    )
    batches.close_batch(batch, "", user=people.jan, at=NOW)
    empty = wrong.reason_in_words
    assert told(since=before) == [
        "Otwarto paczkę kart Szkoła.",
        "Przeliczono karty z paczki Szkoła: było 3, jest 2. Wyjaśnienie: Dwie sklejone",
        "Druga osoba policzyła karty z paczki Szkoła: 2.",
        "Wpisano kartę z paczki Szkoła.",
        "Odłożono do spornych kartę nr 2 z paczki Szkoła. Pytanie: Dwa krzyżyki, jeden przekreślony",
        "Komisja rozstrzygnęła o karcie nr 2 z paczki Szkoła: "
        f"{asked.__class__.objects.get(pk=asked.pk).in_words}. Nic nie zaznaczono",
        f"Wpisano nieważną kartę z paczki Szkoła: {empty}.",
        f"Wpisano nieważną kartę z paczki Szkoła: {empty}.",
        "Wpisano od nowa kartę nr 2 z paczki Szkoła. Powód: Pomyłka",
        "Inna osoba wpisała drugi raz kartę z paczki Szkoła: do porównania.",
        "Porównano wpisania karty z paczki Szkoła: zgodne.",
        "Inna osoba wpisała drugi raz kartę z paczki Szkoła: do porównania.",
        "Porównano wpisania karty z paczki Szkoła: zgodne.",
        "Zamknięto paczkę kart Szkoła: 2.",
    ]
    assert SecondKeying.objects.count() == 2


def test_a_second_ballot_of_one_person_is_told_with_the_rule(edition, people):
    change_rules(edition, {"duplicate_rule": DuplicateRule.PAPER}, {}, act=ANNA, reason="t")
    factories.projects(factories.reload(edition), 10_00)
    frozen = factories.reload(edition)
    factories.ballot(frozen, 1, 1)
    batch = factories.batch(frozen, expected=1)
    before = count()
    entering.enter_paper(batch, 1, card(frozen, 1, 1), user=people.jan, at=NOW)
    assert told(since=before) == [
        "Głos wielokrotny (N15): głos tej samej osoby przez internet jest nieważny. "
        "Zasada: Głos na papierze przed głosem przez internet.",
        "Wpisano kartę z paczki Szkoła.",
    ]


def test_voting_is_extended_and_protested(frozen):
    before = count()
    end = frozen.windows.get(stage=Stage.VOTING).closes_at
    extend(frozen, [Channel.WEB, Channel.PAPER], end + timedelta(hours=2), "awaria sieci", act=ANNA)
    protest = file_protest(frozen, "BO.7", NOW.date(), "Urna bez plomby", act=ANNA)
    decide_protest(protest, upheld=False, answer="Plomba była", act=ANNA)
    assert told(since=before) == [
        "Przedłużono głosowanie przez internet i na papierze do 20 października 2027 r., godz. 13:59. Powód: awaria sieci",
        "Zapisano protest, pismo BO.7. Dotyczy: przebieg głosowania i karty.",
        "Rozstrzygnięto protest, pismo BO.7: oddalony. Plomba była",
    ]


def both(frozen, people, kind, reason, told="", content=None, do=None):
    act = propose(frozen, kind, reason=reason, user=people.anna, at=NOW, told=told, content=content)
    confirm(act, user=people.tadeusz, at=NOW, do=do)


def test_two_people_pause_resume_move_and_annul(frozen, people):
    vote = factories.ballot(frozen, 1, 1)
    before = count()
    both(frozen, people, TwoPersonKind.PAUSE, "awaria", do=pause_or_resume)
    both(frozen, people, TwoPersonKind.RESUME, "naprawiono", do=pause_or_resume)
    window = frozen.windows.get(stage=Stage.VOTING)
    stored = [window.stage, window.channel, window.opens_at.isoformat(), window.closes_at.isoformat()]
    later = [*stored[:3], (window.closes_at - timedelta(days=1)).isoformat()]
    both(
        frozen,
        people,
        TwoPersonKind.SCHEDULE,
        "powódź",
        "dzień krócej",
        {"dates": [[later, stored]]},
        DOING[TwoPersonKind.SCHEDULE],
    )
    both(
        frozen,
        people,
        TwoPersonKind.ANNUL,
        "kupiony",
        "głos ABCD…",
        {"envelope": vote.pk, "reason": Reason.OTHER.value, "note": "kupiony"},
        DOING[TwoPersonKind.ANNUL],
    )
    sentences = told(since=before)
    assert sentences[:4] == [
        "Pierwsza osoba wniosła o wstrzymanie głosowania przez internet. Powód: awaria",
        "Druga osoba potwierdziła. Głosowanie przez internet jest wstrzymane.",
        "Pierwsza osoba wniosła o wznowienie głosowania przez internet. Powód: naprawiono",
        "Druga osoba potwierdziła. Głosowanie przez internet trwa dalej.",
    ]
    assert sentences[4] == "Pierwsza osoba wniosła o zmianę terminu głosowania: dzień krócej. Powód: powódź"
    assert sentences[5].startswith("Zmieniono harmonogram: ")
    assert sentences[6:] == [
        "Druga osoba zgodziła się na zmianę terminu głosowania: dzień krócej.",
        "Pierwsza osoba wniosła o unieważnienie głosu: głos ABCD…. Powód: kupiony",
        f"Unieważniono głos: {Reason.OTHER.value}. Uzasadnienie: kupiony",
        "Druga osoba zgodziła się na unieważnienie głosu: głos ABCD….",
    ]


def test_two_people_close_a_batch_with_a_difference(frozen, people):
    batch = factories.batch(frozen, expected=2)
    entering.enter_paper(batch, 1, card(frozen, 1, 1), user=people.jan, at=NOW)
    second_keying.key_again(batch, 1, card(frozen, 1, 1), user=people.basia, at=NOW)
    before = count()
    both(
        frozen,
        people,
        TwoPersonKind.CLOSE_BATCH,
        "jedną zabrał wiatr",
        "paczka Szkoła: 1 z 2",
        {"batch": batch.pk, "keyed": 1},
        DOING[TwoPersonKind.CLOSE_BATCH],
    )
    assert told(since=before) == [
        "Pierwsza osoba wniosła o zamknięcie paczki z różnicą: paczka Szkoła: 1 z 2. Wyjaśnienie: jedną zabrał wiatr",
        "Zamknięto paczkę kart Szkoła: 1.",
        "Druga osoba zgodziła się na zamknięcie paczki z różnicą: paczka Szkoła: 1 z 2.",
    ]
