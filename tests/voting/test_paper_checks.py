"""Paper is counted by two, keyed, keyed again by another, disputed, corrected, and closed when everything agrees."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from tests.voting.test_vote_types import inside
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.editions.actions import change_rules
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.keyring import keys, store
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.models import (
    Envelope,
    KeyedCard,
    PaperBatch,
    Participation,
    ParticipationState,
    SecondKeying,
    Settlement,
)
from wibo.voting.papers import batches, disputes, entering, second_keying
from wibo.voting.papers.checking import PaperCard, differences, is_in_share, opened_card, waiting_for_second
from wibo.voting.urn.once import superseded
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.receipts import list_receipts


@pytest.fixture
def frozen(edition):
    change_rules(edition, {}, {"rekey_percent": 100}, act=Act("t", NOW), reason="t")
    factories.projects(factories.reload(edition), 10_00, 20_00, 30_00)
    return factories.reload(edition)


@pytest.fixture
def people(frozen, cast):
    cast.basia = factories.user(frozen.town, "basia", Role.CLERK)
    return cast


def card(edition, at, *numbers, reason="", printed=None):
    marks = {edition.pools.first().pk: Marks(tuple(map(str, numbers)))} if numbers else {}
    return PaperCard(factories.voter(edition, at), None, marks, reason, printed=printed)


def key(batch, serial, keyed, user):
    return entering.enter_paper(batch, serial, keyed, user=user, at=NOW)


def test_papers_are_counted_by_two_people_before_anyone_keys_them(frozen, people):
    batch = batches.open_batch(frozen, "Szkoła", NOW.date(), 3, user=people.jan, at=NOW)
    with pytest.raises(Refused, match="policzyć druga osoba"):
        key(batch, 1, card(frozen, 1, 1), people.jan)
    with pytest.raises(Refused, match="inna osoba"):
        batches.confirm_count(batch, 3, user=people.jan, at=NOW)
    with pytest.raises(Refused, match="różni się"):
        batches.confirm_count(batch, 4, user=people.basia, at=NOW)
    batch = batches.correct_count(batch, 4, "Dwie karty były sklejone", user=people.jan, at=NOW)
    batch = batches.confirm_count(batch, 4, user=people.basia, at=NOW)
    assert batch.counted_at
    with pytest.raises(Refused, match="już policzona"):
        batches.confirm_count(batch, 4, user=people.tadeusz, at=NOW)
    batch = batches.correct_count(batch, 5, "Jeszcze jedna pod wiekiem", user=people.jan, at=NOW)
    assert batch.counted_at is None, "until two have counted anew, nobody keys"


def test_the_database_knows_that_two_people_are_two(frozen, people):
    batch = batches.open_batch(frozen, "Szkoła", NOW.date(), 3, user=people.jan, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBatch.objects.filter(pk=batch.pk).update(counted_by=people.jan, counted_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondKeying.objects.create(
            batch=batch, serial=1, first=people.jan, by=people.jan, settlement=Settlement.AGREED
        )


def test_the_second_count_does_not_show_the_first(visit, frozen, people):
    batch = batches.open_batch(frozen, "Szkoła", NOW.date(), 7319, user=people.jan, at=NOW)
    visit.as_(people.basia)
    for path in ("/urzad/karty/", f"/urzad/karty/{batch.pk}/", f"/urzad/karty/{batch.pk}/policz/"):
        assert "7319" not in visit.get(path).content.decode().replace("\u00a0", "").replace("\u202f", "")


def test_a_second_keying_that_agrees_is_noted_and_the_same_person_cannot_make_it(frozen, people):
    batch = factories.batch(frozen, expected=1)
    key(batch, 1, card(frozen, 1, 1, 3), people.jan)
    assert waiting_for_second(batch) == [(1, people.jan.pk)]
    with pytest.raises(Refused, match="inna osoba"):
        second_keying.key_again(batch, 1, card(frozen, 1, 1, 3), user=people.jan, at=NOW)
    with pytest.raises(Refused, match="Drugi raz trzeba wpisać jeszcze"):
        batches.close_batch(batch, "", user=people.jan, at=NOW)
    # The order of ticks means nothing in an approval.
    again = second_keying.key_again(batch, 1, card(frozen, 1, 3, 1), user=people.basia, at=NOW)
    assert again.settlement == Settlement.AGREED
    with pytest.raises(Refused, match="już wpisana drugi raz"):
        second_keying.key_again(batch, 1, card(frozen, 1, 3, 1), user=people.basia, at=NOW)
    assert batches.close_batch(batch, "", user=people.jan, at=NOW).closed_at
    assert not KeyedCard.objects.exists()


@pytest.mark.parametrize(("third", "stands", "marks"), [((1,), "first", ("1",)), ((2,), "second", ("2",))])
def test_a_difference_names_the_list_and_two_of_three_decide(frozen, people, third, stands, marks):
    batch = factories.batch(frozen, expected=1)
    first = key(batch, 1, card(frozen, 1, 1), people.jan)
    again = second_keying.key_again(batch, 1, card(frozen, 1, 2), user=people.basia, at=NOW)
    assert again.differs == "lista „Pula ogólna”"
    assert "2" not in again.differs
    with pytest.raises(Refused, match="Różnie wpisano"):
        batches.close_batch(batch, "", user=people.jan, at=NOW)
    unsettled = second_keying.settle_keying(again, card(frozen, 1, 3), user=people.jan, at=NOW)
    assert (unsettled.settlement, unsettled.differs) == (Settlement.WAITING, second_keying.THIRD)
    settled = second_keying.settle_keying(again, card(frozen, 1, *third), user=people.jan, at=NOW)
    assert settled.settlement == stands
    assert (bytes(settled.sealed), bytes(settled.third)) == (b"", b"")
    standing = Envelope.objects.get(batch=batch, state="valid")
    assert (standing.pk == first.pk) == (stands == "first")
    assert inside(frozen, standing)[frozen.pools.first().pk].projects == marks
    assert Participation.objects.get().state == ParticipationState.COUNTED
    assert batches.close_batch(batch, "", user=people.jan, at=NOW).closed_at


def test_another_person_or_another_verdict_is_a_difference_too(frozen, people):
    batch = factories.batch(frozen, expected=2)
    one = card(frozen, 1, 1)
    assert differences(frozen, one, card(frozen, 2, 1)) == ["osoba głosująca"]
    assert differences(frozen, one, card(frozen, 1, reason="N09")) == ["ważność albo powód"]
    key(batch, 1, one, people.jan)
    kept = KeyedCard.objects.get()
    assert differences(frozen, one, opened_card(frozen, kept.sealed)) == []


def test_no_web_process_can_read_what_was_keyed(frozen, people, settings):
    batch = factories.batch(frozen, expected=2)
    key(batch, 1, card(frozen, 1, 1), people.jan)
    kept, ring = KeyedCard.objects.get(), frozen.ring
    settings.IS_WORKER = False
    with pytest.raises(store.NotTheWorker):
        opened_card(frozen, kept.sealed)
    readable = {name for name in store.names(ring) if store.read(ring, name, private=False)}
    assert "keying.pub" in readable
    assert "keying.key" not in readable


def test_cards_outside_the_share_leave_nothing_to_compare(edition, cast):
    change_rules(edition, {}, {"rekey_percent": 10}, act=Act("t", NOW), reason="t")
    factories.projects(factories.reload(edition), 10_00)
    edition = factories.reload(edition)
    batch = factories.batch(edition, expected=40)
    for serial in range(1, 41):
        key(batch, serial, card(edition, serial, 1), cast.jan)
    drawn = {serial for serial in range(1, 41) if is_in_share(batch, serial)}
    assert set(KeyedCard.objects.values_list("envelope__serial", flat=True)) == drawn
    assert len(drawn) < 15


def test_once_the_urn_is_open_nothing_can_be_compared(frozen, people):
    batch = factories.batch(frozen, expected=1)
    key(batch, 1, card(frozen, 1, 1), people.jan)
    open_urn(frozen, act=Act("t", NOW))
    with pytest.raises(store.KeyMissing):
        keys.drawn_number(frozen.ring, "x")
    assert not [name for _, name, _, _ in store.everything() if name == "checking.key"]


@pytest.mark.parametrize("percent", [0, 10, 50])
def test_about_the_wanted_share_is_keyed_again(town, percent):
    made = factories.edition(town)
    change_rules(made, {}, {"rekey_percent": percent}, act=Act("t", NOW), reason="t")
    batch = PaperBatch(pk=1, edition=factories.reload(made))
    drawn = sum(is_in_share(batch, serial) for serial in range(1, 1001))
    assert abs(drawn - percent * 10) <= 80


def test_a_card_keyed_wrongly_is_keyed_anew_and_frees_the_wrong_person(frozen, people):
    batch = factories.batch(frozen, expected=2)
    wrong = key(batch, 1, card(frozen, 1, 1), people.jan)
    with pytest.raises(Refused, match="co poprawiasz"):
        entering.correct(wrong, card(frozen, 2, 1), " ", user=people.jan, at=NOW)
    right = entering.correct(wrong, card(frozen, 2, 1), "Zła osoba", user=people.jan, at=NOW)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.participation_id, right.state) == ("replaced", None, "valid")
    assert Envelope.objects.handed_in().count() == 1
    # The person keyed by mistake can still vote.
    assert factories.ballot(frozen, 1, 2).state == "valid"
    with pytest.raises(Refused, match="już poprawił"):
        entering.correct(wrong, card(frozen, 3, 1), "Jeszcze raz", user=people.jan, at=NOW)
    assert Entry.objects.filter(kind="ballot-corrected").count() == 1


def test_the_public_list_tells_a_card_keyed_anew_from_an_invalid_one(visit, frozen, people):
    batch = factories.batch(frozen, expected=1)
    wrong = key(batch, 1, card(frozen, 1, 1), people.jan)
    entering.correct(wrong, card(frozen, 2, 1), "Zła osoba", user=people.jan, at=NOW)
    list_receipts(frozen, at=NOW)
    factories.only_stages(frozen, Stage.CLOSING)
    assert "karta wpisana od nowa" in visit.get("/potwierdzenia/").content.decode()
    page = visit.post("/potwierdzenie/", {"receipt": wrong.receipt}).content.decode()
    assert "wpisano od nowa" in page
    assert "nieważny:" not in page


def test_a_card_that_has_voided_another_ballot_is_not_corrected_by_a_clerk(town):
    made = factories.edition(town, duplicate_rule="paper")
    factories.projects(made, 10_00, 20_00)
    made = factories.reload(made)
    web = factories.ballot(made, 1, 1)
    batch = factories.batch(made, expected=1)
    keyed = key(batch, 1, card(made, 1, 2), factories.jan(made))
    assert superseded(keyed)
    with pytest.raises(Refused, match="zgłoś ją administratorowi"):
        entering.correct(keyed, card(made, 2, 2), "Zła osoba", user=factories.jan(made), at=NOW)
    web.refresh_from_db()
    keyed.refresh_from_db()
    assert (web.state, keyed.state) == ("invalid", "valid")


def test_a_disputed_card_waits_for_the_commission_and_is_keyed_as_it_decided(frozen, people):
    batch = factories.batch(frozen, expected=2)
    dispute = disputes.put_aside(batch, 1, "Dwa krzyżyki", act=Act(people.jan.signature, NOW))
    with pytest.raises(Refused, match="czeka na decyzję"):
        key(batch, 1, card(frozen, 1, 1), people.jan)
    with pytest.raises(Refused, match="już odłożona"):
        disputes.put_aside(batch, 1, "x", act=Act(people.jan.signature, NOW))
    with pytest.raises(Refused, match="Decyduje inna osoba"):
        disputes.decide(dispute, "", "x", act=Act(people.jan.signature, NOW))
    with pytest.raises(Refused, match="czeka karta"):
        batches.close_batch(batch, "x", user=people.jan, at=NOW)
    decided = disputes.decide(
        dispute, "N19", "Nie widać, który jest wyborem", act=Act(people.tadeusz.signature, NOW)
    )
    assert decided.in_words.startswith("nieważna, N19")
    with pytest.raises(Refused, match=r"nieważną \(N19\)"):
        key(batch, 1, card(frozen, 1, 1), people.jan)
    assert key(batch, 1, card(frozen, 1, reason="N19"), people.jan).reason == "N19"
    with pytest.raises(Refused, match="już rozstrzygnięta"):
        disputes.decide(decided, "", "x", act=Act(people.tadeusz.signature, NOW))


def test_a_copy_of_a_numbered_paper_is_found_at_once(visit, frozen, people):
    batch = factories.batch(frozen, expected=2)
    key(batch, 1, card(frozen, 1, 1, printed=137), people.jan)
    with pytest.raises(Refused, match=r"nadrukiem 137 jest już wpisana.*N17"):
        key(batch, 2, card(frozen, 2, 1, printed=137), people.jan)
    visit.as_(people.jan)
    sent = {"serial": 2, "reason": "N17", "marks": "", "printed": f"wibo{frozen.pk + 1}-5"}
    path = f"/urzad/karty/{batch.pk}/wpisz/"
    assert "z innej edycji" in visit.post(path, sent).content.decode()
    assert visit.post(path, sent | {"printed": f"wibo{frozen.pk}-138"}).status_code == 302
    assert Envelope.objects.get(serial=2).printed == 138


def test_pages_of_checking_work_by_hand(visit, frozen, people):
    batch = factories.batch(frozen, expected=2)
    person = {"first_name": "Jan", "surname": "Lis", "birth_date": "01.02.1950", "address": "Polna 1"}
    visit.as_(people.jan)
    visit.post(f"/urzad/karty/{batch.pk}/wpisz/", person | {"serial": 1, "marks": "1"})
    visit.post(f"/urzad/karty/{batch.pk}/sporna/", {"serial": 2, "question": "Nieczytelna"})
    assert visit.get(f"/urzad/karty/{batch.pk}/wpisz/").context["form"]["serial"].value() == 3
    visit.as_(people.basia)
    response = visit.post(
        f"/urzad/karty/{batch.pk}/drugi-raz/", person | {"serial": 1, "marks": "2"}, follow=False
    )
    assert response.status_code == 302
    page = visit.get(f"/urzad/karty/{batch.pk}/").content.decode()
    assert "Karta 1: lista „Pula ogólna”" in page
    visit.as_(people.tadeusz)
    dispute = batch.disputes.get()
    assert "Nieczytelna" in visit.get(f"/urzad/karty/sporne/{dispute.pk}/").content.decode()
    visit.post(f"/urzad/karty/sporne/{dispute.pk}/", {"reason": "N06", "answer": "Nie da się odczytać"})
    assert "N06" in visit.get("/urzad/karty/sporne/").content.decode()
    visit.as_(people.jan)
    visit.post(f"/urzad/karty/{batch.pk}/sprawdz/1/", person | {"serial": 1, "marks": "2"})
    assert SecondKeying.objects.get().settlement == "second"
    visit.post(f"/urzad/karty/{batch.pk}/popraw/1/", person | {"serial": 1, "marks": "3", "why": "Pomyłka"})
    assert Envelope.objects.filter(serial=1, state="replaced").count() == 2
    visit.post(f"/urzad/karty/{batch.pk}/wpisz/", {"serial": 2, "marks": "n6"})
    visit.as_(people.basia)
    visit.post(f"/urzad/karty/{batch.pk}/drugi-raz/", {"serial": 2, "marks": "n06"})
    assert visit.post(f"/urzad/karty/{batch.pk}/zamknij/", {"note": ""}).status_code == 302
    record = visit.get(f"/urzad/karty/{batch.pk}/protokol.pdf")
    assert record.content.startswith(b"%PDF")
