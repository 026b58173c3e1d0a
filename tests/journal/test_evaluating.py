"""What the journal tells of evaluation: whole sentences, in order."""

from datetime import date

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.journal.stories import count, told
from tests.moments import NOW
from wibo.evaluation import agreeing, appealing, assigning, merging, opining, undoing
from wibo.evaluation.cards import change_card
from wibo.evaluation.models import Consent, Unit
from wibo.evaluation.models.agreeing import Way
from wibo.evaluation.usual import CARDS
from wibo.journal.acts import Act
from wibo.proposals.actions import withdraw
from wibo.proposals.calling import take_back_call
from wibo.proposals.models import Proposal
from wibo.rulebook.proposing.costs import CostRow

ANNA = Act("Anna Testowa", NOW)


def test_ways_back_and_an_appeal_on_paper(edition, cast):
    made = factories.proposal(edition, cast.maria)
    before = count()
    factories.formally(made, cast.ewa, "supplement", "Brak zgody")
    take_back_call(made, "Zgoda jest w aktach", user=cast.ewa, at=NOW)
    made.edition = evaluated(edition, announced="together")
    factories.formally(made, cast.ewa, "negative")
    undoing.take_back(made, "Zły wniosek", user=cast.ewa, at=NOW)
    made.edition = evaluated(edition)
    factories.formally(made, cast.ewa, "negative")
    undoing.correct(made, "Zły numer", user=cast.anna, at=NOW)
    factories.formally(made, cast.ewa)
    factories.on_merit(made, cast.piotr, "negative")
    filed = appealing.register_appeal(made, "Proszę", date(2027, 10, 10), user=cast.jan, at=NOW)
    appealing.hear(filed, date(2027, 10, 10), "Tak", user=cast.anna, at=NOW)
    appealing.decide_appeal(filed, "admit", "Racja", user=cast.anna, at=NOW)
    assert [line.replace("\xa0", " ") for line in told(since=before)] == [
        "Wezwano do uzupełnienia wniosku nr 1 do 18 października 2027 r.: Miejsce.",
        "Cofnięto wezwanie do uzupełnienia wniosku nr 1. Powód: Zgoda jest w aktach",
        "Wniosek nr 1 nie przeszedł oceny formalnej.",
        "Oceniający cofnął ocenę wniosku nr 1. Powód: Zły wniosek",
        "Wniosek nr 1 nie przeszedł oceny formalnej.",
        "Ogłoszono, że wniosek nr 1 nie jest dopuszczony do głosowania.",
        "Sprostowano ogłoszoną decyzję: wniosek nr 1 wraca do oceny. Powód: Zły numer",
        "Wniosek nr 1 przeszedł ocenę formalną.",
        "Wniosek nr 1 nie przeszedł oceny merytorycznej.",
        "Ogłoszono, że wniosek nr 1 nie jest dopuszczony do głosowania.",
        "Zarejestrowano odwołanie na papierze (wpłynęło 10 października 2027 r.) w sprawie wniosku nr 1.",
        "Wysłuchano stron (10 października 2027 r.) w sprawie odwołania od decyzji o wniosku nr 1.",
        "Uwzględniono odwołanie i dopuszczono wniosek nr 1 do głosowania.",
    ]


def test_slips_are_taken_back(edition, cast, town):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa)
    before = count()
    assigning.declare_conflict(made, "", user=cast.piotr, at=NOW)
    assigning.take_conflict_back(made, "Pomyłka", user=cast.piotr, at=NOW)
    unit = opining.save_unit(Unit(town=town), "Drogi", [])
    asked = opining.ask(made, unit, NOW.date(), "", user=cast.piotr, at=NOW)
    opining.take_ask_back(asked, user=cast.piotr, at=NOW)
    factories.on_merit(made, cast.piotr, "negative")
    filed = appealing.register_appeal(made, "Proszę", date(2027, 10, 10), user=cast.jan, at=NOW)
    appealing.withdraw_appeal(filed, "Zły wniosek", user=cast.jan, at=NOW)
    assert [line.replace("\xa0", " ") for line in told(since=before)] == [
        "Oceniający wyłączył się z oceny wniosku nr 1.",
        "Oceniający cofnął swoje wyłączenie z oceny wniosku nr 1. Powód: Pomyłka",
        "Poproszono jednostkę Drogi o opinię (do 10 października 2027 r.) o wniosku nr 1.",
        "Cofnięto prośbę o opinię o wniosku nr 1 do jednostki Drogi.",
        "Wniosek nr 1 nie przeszedł oceny merytorycznej.",
        "Ogłoszono, że wniosek nr 1 nie jest dopuszczony do głosowania.",
        "Zarejestrowano odwołanie na papierze (wpłynęło 10 października 2027 r.) w sprawie wniosku nr 1.",
        "Wycofano odwołanie w sprawie wniosku nr 1. Powód: Zły wniosek",
    ]


def test_opinions_changes_and_whose_a_card_is(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa)
    before = count()
    unit = opining.save_unit(Unit(town=edition.town), "Zieleń", [cast.jan])
    asked = opining.ask(made, unit, date(2027, 10, 20), "", user=cast.piotr, at=NOW)
    opining.give(asked, result="negative", text="Nie", cost=None, user=cast.jan, at=NOW)
    texts = {name: getattr(made, name) for name in agreeing.TEXTS}
    for answer in ("back", "no", "yes"):
        change = agreeing.propose(made, texts, [CostRow("Całość", 1_00)], "Taniej", user=cast.piotr, at=NOW)
        if answer == "back":
            agreeing.take_back(change, act=ANNA)
        else:
            agreeing.answer(change, agreed=answer == "yes", way=Way.PAPER, act=ANNA, clerk=cast.jan)
    assigning.assign([made], "merit", cast.piotr, act=ANNA)
    assigning.declare_conflict(made, "", user=cast.piotr, at=NOW)
    change_card(edition, "merit", CARDS["merit"][:2], reason="uchwała", act=ANNA)
    assert [line.replace("\xa0", " ") for line in told(since=before)] == [
        "Poproszono jednostkę Zieleń o opinię (do 20 października 2027 r.) o wniosku nr 1.",
        "Jednostka Zieleń wydała opinię o wniosku nr 1: negatywna.",
        "Urząd zaproponował autorowi zmianę wniosku nr 1: Koszty.",
        "Urząd wycofał propozycję zmiany wniosku nr 1.",
        "Urząd zaproponował autorowi zmianę wniosku nr 1: Koszty.",
        "Autor nie zgodził się na zmianę wniosku nr 1: Koszty (na papierze).",
        "Urząd zaproponował autorowi zmianę wniosku nr 1: Koszty.",
        "Autor zgodził się na zmianę wniosku nr 1: Koszty (na papierze).",
        "Wniosek nr 1 ocenia Piotr Testowa.",
        "Oceniający wyłączył się z oceny wniosku nr 1.",
        "Zmieniono kartę oceny (merytoryczna), wersja 1, pytań: 2. Powód: uchwała",
    ]


def test_a_merge_refused_one_agreed_and_one_that_falls_apart(edition, cast):
    first = factories.proposal(edition, cast.maria, title="Huśtawki")
    second = factories.proposal(edition, cast.tadeusz, title="Huśtawka")
    before = count()
    for agreed in (False, True):
        merging.propose_merge(first, [second], "To samo", user=cast.ewa, at=NOW)
        mine, other = Consent.objects.order_by("-pk")[:2][::-1]
        merging.answer(mine, agreed=True, way=Way.ONLINE, act=ANNA)
        merging.answer(other, agreed=agreed, way=Way.PAPER, act=ANNA, clerk=cast.jan)
    withdraw(Proposal.objects.get(pk=first.pk), user=cast.maria, at=NOW)
    assert told(since=before) == [
        "Zaproponowano połączenie wniosku nr 2 z wnioskiem nr 1. Powód: To samo",
        "Autor wniosku nr 1 zgodził się na połączenie (przez internet).",
        "Autor wniosku nr 2 nie zgodził się na połączenie (na papierze).",
        "Zaproponowano połączenie wniosku nr 2 z wnioskiem nr 1. Powód: To samo",
        "Autor wniosku nr 1 zgodził się na połączenie (przez internet).",
        "Autor wniosku nr 2 zgodził się na połączenie (na papierze).",
        "Wniosek nr 2 połączono z wnioskiem nr 1.",
        "Wycofano wniosek nr 1.",
        "Wniosek nr 2 wrócił do oceny, bo wycofano wniosek nr 1, którego był częścią.",
    ]
