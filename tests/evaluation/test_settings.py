"""How the coordinator sets evaluation up: rules, cards in versions, grounds, units, substitutes, whose a card is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Category, Edition
from wibo.evaluation import assigning
from wibo.evaluation.cards import answered, change_card, criteria_now
from wibo.evaluation.models import (
    Assignment,
    CardDraft,
    CardVersion,
    Conflict,
    FormalReview,
    Note,
    RefusalGround,
    Substitution,
    Unit,
    UnitMember,
)
from wibo.evaluation.usual import CARDS
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.rulebook.evaluating.cards import Criterion, Head

ACT = Act("Anna", NOW)
RULES = {
    "announced": "together",
    "decides": "commission",
    "correction_days": "5",
    "appeal_days": "3",
    "answer_days": "10",
    "remind_days": "2",
    "working_days": "on",
    "reason": "uchwała",
}


@pytest.fixture
def anna(visit, cast, edition):
    return visit.as_(cast.anna)


def test_rules_are_saved_with_a_reason(anna, edition):
    assert "Kto decyduje po ocenie merytorycznej" in factories.words(anna.get("/urzad/zasady-oceny/"))
    anna.post("/urzad/zasady-oceny/", RULES)
    rules = Edition.objects.get().evaluating
    assert (rules.announced, rules.decides, rules.correction_days, rules.appeal_days) == (
        "together",
        "commission",
        5,
        3,
    )
    assert (rules.working_days, rules.formal_apart) == (True, False)
    again = anna.client.post("/urzad/zasady-oceny/", RULES, headers={"host": anna.host}, follow=True)
    assert "Nic się nie zmieniło" in factories.words(again)
    assert anna.post("/urzad/zasady-oceny/", RULES | {"correction_days": "0"}).status_code == 200


def rows(criteria, **other):
    """A card as its form sends it."""
    sent = {
        "pytanie-TOTAL_FORMS": str(len(criteria)),
        "pytanie-INITIAL_FORMS": str(len(criteria)),
        "reason": "uchwała",
    }
    for at, one in enumerate(criteria):
        stored = one.as_stored()
        for name in ("code", "question", "head", "hint", "basis"):
            sent[f"pytanie-{at}-{name}"] = stored[name]
        if one.needed:
            sent[f"pytanie-{at}-needed"] = "on"
        sent[f"pytanie-{at}-categories"] = [str(key) for key in one.categories]
    return sent | other


def test_a_card_filled_in_keeps_its_questions_when_the_card_changes(anna, edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    before = factories.formally(proposal, cast.ewa)
    green = Category.objects.create(edition=edition, name="Zieleń", position=1)
    wanted = [
        *CARDS["formal"][:2],
        Criterion("F10", "Czy są drzewa?", Head.RESOLUTION, categories=(green.pk,)),
    ]
    anna.post("/urzad/zasady-oceny/karty/formal/", rows(wanted))
    assert criteria_now(edition, "formal") == tuple(wanted)
    assert [row["code"] for row in answered(before)] == [one.code for one in CARDS["formal"]]
    other = factories.proposal(edition, cast.maria, title="Drzewa", category=green)
    after = factories.formally(other, cast.ewa)
    assert [row["code"] for row in answered(after)] == ["F1", "F2", "F10"]
    anna.post("/urzad/zasady-oceny/karty/formal/", rows(wanted[:1]))
    assert [row["code"] for row in answered(FormalReview.objects.get(pk=after.pk))] == ["F1", "F2", "F10"]
    assert list(CardVersion.objects.values_list("version", flat=True)) == [2, 1]


def test_a_question_beyond_the_law_gets_the_paragraph(anna, edition):
    change_card(
        edition, "merit", [Criterion("M1", "Czy wydatek jest celowy?", Head.RESOLUTION)], reason="x", act=ACT
    )
    page = factories.words(anna.get("/urzad/zasady-oceny/karty/merit/"))
    assert "art. 5a ust. 7 pkt 3" in page
    assert "art. 5a ust. 7 pkt 3 ustawy o samorządzie gminnym), więc" not in factories.words(
        anna.get("/urzad/zasady-oceny/karty/formal/")
    )
    assert anna.get("/urzad/zasady-oceny/karty/inna/").status_code == 404


def test_a_card_has_questions_with_symbols_of_their_own(anna, edition):
    path = "/urzad/zasady-oceny/karty/formal/"
    twice = [CARDS["formal"][0], Criterion("F1", "Inne?")]
    assert "mają ten sam symbol" in factories.words(anna.post(path, rows(twice)))
    assert "co najmniej jedno pytanie" in factories.words(anna.post(path, rows([])))
    lacking = rows(CARDS["formal"][:1], **{"pytanie-0-code": ""})
    assert "Nadaj pytaniu symbol" in factories.words(anna.post(path, lacking))
    lacking = rows(CARDS["formal"][:1], **{"pytanie-0-question": ""})
    assert "Wpisz pytanie" in factories.words(anna.post(path, lacking))
    same = anna.client.post(path, rows(CARDS["formal"]), headers={"host": anna.host}, follow=True)
    assert "Nic się nie zmieniło" in factories.words(same)
    assert not CardVersion.objects.exists()


def test_a_ground_brings_its_words_and_counts_its_precedents(visit, edition, cast):
    anna = visit.as_(cast.anna)
    anna.post(
        "/urzad/zasady-oceny/podstawy/",
        {"name": "Zabytek", "words": "Teren jest zabytkiem.", "basis": "ustawa"},
    )
    ground = RefusalGround.objects.get(name="Zabytek")
    again = {"name": "Zabytek", "words": "x"}
    assert "już jest" in factories.words(anna.post("/urzad/zasady-oceny/podstawy/", again))
    proposal = factories.proposal(edition, cast.maria)
    ewa = visit.as_(cast.ewa)
    path = f"/urzad/ocena-formalna/{proposal.pk}/"
    card = {f"answer_{one.code}": "yes" for one in CARDS["formal"]}
    shown = ewa.get(path).context["shown"]
    ewa.post(
        path,
        card | {"widziane": shown, "verdict": "negative", "grounds": [ground.pk], "reasons": "Wpis A-12."},
    )
    assert FormalReview.objects.get().reasons == "Teren jest zabytkiem.\nWpis A-12."
    other = factories.proposal(edition, cast.maria, title="Lampy")
    assert "z tego powodu odrzucono już 1 wniosek" in factories.words(
        ewa.get(f"/urzad/ocena-formalna/{other.pk}/")
    )
    anna = visit.as_(cast.anna)
    anna.post(f"/urzad/zasady-oceny/podstawy/{ground.pk}/wylacz/")
    assert "Zabytek" not in factories.words(visit.as_(cast.ewa).get(f"/urzad/ocena-formalna/{other.pk}/"))


def test_units_have_names_and_members(anna, edition, cast):
    anna.post("/urzad/zasady-oceny/jednostki/", {"name": "Drogi", "members": [cast.jan.pk, cast.ewa.pk]})
    unit = Unit.objects.get()
    page = factories.words(anna.get("/urzad/zasady-oceny/jednostki/"))
    assert "Jan Testowa" in page
    anna.get(f"/urzad/zasady-oceny/jednostki/{unit.pk}/")
    anna.post(
        f"/urzad/zasady-oceny/jednostki/{unit.pk}/", {"name": "Drogi gminne", "members": [cast.piotr.pk]}
    )
    assert [one.user for one in UnitMember.objects.all()] == [cast.piotr]
    same = anna.post("/urzad/zasady-oceny/jednostki/", {"name": "Drogi gminne"})
    assert "już jest" in factories.words(same)
    assert Unit.objects.get().name == "Drogi gminne"


def test_a_substitute_sees_what_is_anothers_in_those_days_only(visit, edition, cast):
    colleague = factories.user(edition.town, "ola", "formal-evaluator")
    proposal = factories.proposal(edition, cast.maria, title="Przydzielony")
    assigning.assign([proposal], "formal", cast.ewa, act=ACT)
    mine = "/urzad/ocena-formalna/?czyje=moje"
    assert "Przydzielony" in factories.words(visit.as_(cast.ewa).get(mine))
    assert "Przydzielony" not in factories.words(visit.as_(colleague).get(mine))
    anna = visit.as_(cast.anna)
    path = "/urzad/zasady-oceny/zastepstwa/"
    days = {"first_day": "2027-10-09", "last_day": "2027-10-10"}
    assert "inna osoba" in factories.words(
        anna.post(path, {"absent": cast.ewa.pk, "by": cast.ewa.pk, **days})
    )
    wrong = {"first_day": "2027-10-10", "last_day": "2027-10-09"}
    assert "wcześniejszy" in factories.words(
        anna.post(path, {"absent": cast.ewa.pk, "by": colleague.pk, **wrong})
    )
    anna.post(path, {"absent": cast.ewa.pk, "by": colleague.pk, **days})
    assert "Przydzielony" in factories.words(visit.as_(colleague).get(mine))
    Substitution.objects.update(last_day=date(2027, 10, 9))
    assert "Przydzielony" not in factories.words(visit.as_(colleague).get(mine))
    visit.as_(cast.anna).post(f"{path}{Substitution.objects.get().pk}/usun/")
    assert not Substitution.objects.exists()


def test_cards_are_given_in_bulk_and_not_to_who_may_not_judge(anna, edition, cast):
    own = factories.proposal(edition, cast.ewa, title="Własny")
    other = factories.proposal(edition, cast.maria, title="Cudzy")
    path = "/urzad/przydzial/?karta=formal"
    assert "nikt" in factories.words(anna.get(path))
    answer = anna.client.post(
        path, {"wszystkie": "tak", "komu": cast.ewa.pk}, headers={"host": anna.host}, follow=True
    )
    assert f"nie może oceniać wniosku nr {own.number}" in factories.words(answer)
    assert Assignment.objects.get().proposal == other
    none = anna.client.post(path, {"komu": cast.ewa.pk}, headers={"host": anna.host}, follow=True)
    assert "zaznacz wnioski" in factories.words(none)
    anna.post(path, {"komu": cast.ewa.pk, "wniosek": [other.pk]})
    assert "Ewa Testowa" in factories.words(anna.get(path))
    assert "Cudzy" not in factories.words(anna.get("/urzad/przydzial/?karta=merit"))


def test_the_queue_is_narrowed_by_pool_category_and_owner(visit, edition, cast):
    green = Category.objects.create(edition=edition, name="Zieleń", position=1)
    other = factories.pool(edition, "Druga pula")
    factories.proposal(edition, cast.maria, title="W pierwszej", category=green)
    second = factories.proposal(edition, cast.maria, title="W drugiej", pool=other)
    assigning.assign([second], "formal", cast.ewa, act=ACT)
    ewa = visit.as_(cast.ewa)
    for query, there, gone in (
        (f"pula={other.pk}", "W drugiej", "W pierwszej"),
        (f"kategoria={green.pk}", "W pierwszej", "W drugiej"),
        ("czyje=wolne", "W pierwszej", "W drugiej"),
        ("czyje=moje", "W drugiej", "W pierwszej"),
    ):
        page = factories.words(ewa.get(f"/urzad/ocena-formalna/?{query}"))
        assert there in page, query
        assert gone not in page, query
    assert ewa.get("/urzad/ocena-formalna/?pula=x&kategoria=99999999999&czyje=inne").status_code == 200


def test_a_card_that_was_begun_comes_back_and_goes_with_the_verdict(visit, edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    ewa = visit.as_(cast.ewa)
    path = f"/urzad/ocena/{proposal.pk}/szkic/formal/"
    answer = ewa.post(path, {"answer_F1": "no", "reasons": "Zacząłem pisać"})
    assert answer.json()["saved"]
    page = factories.words(ewa.get(f"/urzad/ocena-formalna/{proposal.pk}/"))
    assert "Zacząłem pisać" in page
    assert "Wróciło to, co zaczęto" in page
    assert "Zacząłem pisać" not in factories.words(visit.as_(cast.anna).get(f"/urzad/wnioski/{proposal.pk}/"))
    factories.formally(proposal, cast.ewa)
    assert not CardDraft.objects.exists()
    late = visit.as_(cast.ewa).post(path, {"reasons": "x"})
    assert (late.status_code, late.json()["saved"]) == (422, False)
    assert visit.post(f"/urzad/ocena/{proposal.pk}/szkic/merit/", {}).status_code == 404


def test_acts_of_one_case_through_its_pages(visit, edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    ewa = visit.as_(cast.ewa)
    ewa.post(f"/urzad/ocena/{proposal.pk}/notatka/", {"text": "Zadzwonić"})
    assert Note.objects.get().text == "Zadzwonić"
    ewa.post(f"/urzad/ocena/{proposal.pk}/wylacz/", {"why": "Sąsiad"})
    assert Conflict.objects.get().why == "Sąsiad"
    assert "Już wyłączyłeś się" in factories.words(
        ewa.post(f"/urzad/ocena/{proposal.pk}/wylacz/", {"why": ""})
    )
    page = factories.words(ewa.get(f"/urzad/ocena-formalna/{proposal.pk}/"))
    assert "Wyłączyłeś się z oceny" in page
    with pytest.raises(Refused, match="i tak nie możesz"):
        assigning.declare_conflict(factories.proposal(edition, cast.ewa), "", user=cast.ewa, at=NOW)
    with pytest.raises(Refused, match="treść notatki"):
        assigning.write_note(proposal, " ", user=cast.ewa, at=NOW)


def test_ways_back_through_their_pages(visit, edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    visit.as_(cast.ewa).post(f"/urzad/ocena/{proposal.pk}/cofnij-wezwanie/", {"reason": "Zgoda jest"})
    assert Proposal.objects.get().status == "submitted"
    evaluated(edition, announced="together")
    fresh = Proposal.objects.get()
    factories.formally(fresh, cast.ewa, "negative")
    visit.as_(cast.ewa).post(f"/urzad/ocena/{proposal.pk}/cofnij/", {"reason": "Pomyłka"})
    assert Proposal.objects.get().status == "submitted"
    factories.formally(Proposal.objects.get(), cast.ewa, "negative")
    anna = visit.as_(cast.anna)
    anna.post("/urzad/ogloszenie/oglos/", {"wniosek": [proposal.pk]})
    assert Proposal.objects.get().status == "rejected"
    none = anna.client.post("/urzad/ogloszenie/oglos/", {}, headers={"host": anna.host}, follow=True)
    assert "Nic nie zrobiono" in factories.words(none)
    anna.post(f"/urzad/ocena/{proposal.pk}/sprostuj/", {"reason": "Zły numer"})
    assert Proposal.objects.get().status == "submitted"


def test_a_day_of_announcement_is_set_and_forgotten(anna, edition):
    path = "/urzad/ogloszenie/"
    evaluated(edition, announced="together")
    past = factories.words(anna.post(path, {"day": "2027-10-01", "hour": "12:00"}))
    assert "już minął" in past
    late = factories.words(anna.post(path, {"day": "2028-11-02", "hour": "12:00"}))
    assert "Decyzje trzeba ogłosić wcześniej" in late
    anna.post(path, {"day": "2027-10-15", "hour": "12:00"})
    assert Edition.objects.get().announce_at.isoformat() == "2027-10-15T10:00:00+00:00"
    assert "15 października 2027" in factories.words(anna.get(path))
    anna.post("/urzad/ogloszenie/bez-dnia/")
    assert Edition.objects.get().announce_at is None


def queries_of(visitor, paths):
    """How many queries each page takes."""
    found = []
    for path in paths:
        with CaptureQueriesContext(connection) as taken:
            assert visitor.get(path).status_code == 200
        found.append(len(taken))
    return found


def test_four_hundred_proposals_take_as_many_queries_as_three(visit, edition, cast):
    made = [factories.proposal(edition, cast.maria, title=f"Ławki {at}") for at in range(3)]
    factories.formally(made[0], cast.ewa)
    ewa, pages = visit.as_(cast.ewa), ("/urzad/ocena-formalna/", f"/urzad/ocena-formalna/{made[1].pk}/")
    queries_of(ewa, pages)
    before = queries_of(ewa, pages)
    Proposal.objects.bulk_create(
        Proposal(
            edition=edition,
            pool=edition.pools.get(),
            number=str(at),
            title=f"Projekt {at}",
            status="submitted",
            submitted_at=NOW,
            created_at=NOW,
            saved_at=NOW,
            author=cast.maria,
        )
        for at in range(10, 410)
    )
    assert queries_of(ewa, pages) == before


@pytest.mark.parametrize("key", ["9" * 20, "9" * 5001], ids=["past 64 bits", "5001 digits"])
@pytest.mark.parametrize("path", ["/urzad/ogloszenie/oglos/", "/urzad/przydzial/"])
def test_a_ticked_row_that_cannot_be_is_none(visit, cast, edition, path, key):
    anna = visit.as_(cast.anna)
    sent = {"wniosek": [key], "komu": str(cast.ewa.pk), "widziane": "x"}
    assert anna.post(path, sent).status_code == 302
