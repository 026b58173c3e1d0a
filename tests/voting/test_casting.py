"""The cast to the letter: what an envelope tells outside, whose earlier vote stands in the way, and the words of each refusal."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Area, Edition, StageWindow
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.keyring import keys
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.freezing import freeze, strike
from wibo.voting.booth.casting import AlreadyCast, NotAccepted, cast, refuse_known, why_shut
from wibo.voting.electorate import codes
from wibo.voting.electorate.address_lists import Addressee
from wibo.voting.electorate.models import RegisterEntry
from wibo.voting.electorate.voters import by_code, by_name
from wibo.voting.models import Envelope, Participation, Project
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper

ENTRANCE, OTHER_ENTRANCE = "e" * 16, "f" * 16
FIRST, SECOND = "1" * 16, "2" * 16
NOT_STARTED = "Głosowanie jeszcze się nie zaczęło: urząd nie zamknął listy projektów."
CLOSED = "Głosowanie przez internet jest zamknięte. Terminy są w zasadach."
STRANGER = (
    "Z tymi danymi nie możemy przyjąć głosu przez internet. Głos tej osoby mógł już zostać oddany albo gmina nie ma jej "
    "wśród uprawnionych. Wyjaśnisz to w urzędzie: weź dokument tożsamości."
)
LIES_ALREADY = (
    "Twój głos oddano już wcześniej, zanim strona zdążyła to pokazać. Leży w urnie tak, jak wyglądał wtedy. Zmian, "
    "które wprowadzono potem, nie oddano."
)
REPLACED_CODE = "Ten kod został zastąpiony nowym. Zacznij od początku i wpisz nowy kod."


@pytest.fixture
def frozen(edition):
    factories.projects(edition, 100, 200)
    return factories.reload(edition)


def prepared(town, **values):
    """Another edition with a frozen ballot, where the one before has ended."""
    for earlier in Edition.objects.all():
        factories.only_stages(earlier)
    made = factories.edition(town, year=2027 + Edition.objects.count(), **values)
    factories.projects(made, 100, 200)
    return factories.reload(made)


def send(edition, voter, *numbers, key=ENTRANCE + FIRST, now=NOW, area=None):
    marks = {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}
    return cast(edition, voter, area, marks, idempotency_key=key, now=now)


def refusal(kind, act):
    """The sentence of the refusal, of just that kind."""
    with pytest.raises(Refused) as caught:
        act()
    assert caught.type is kind
    return caught.value.message


def on_paper(edition, voter, *numbers):
    batch = factories.batch(edition)
    marks = {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}
    return enter_paper(batch, 1, PaperCard(voter, None, marks), user=factories.jan(edition), at=NOW)


def test_an_envelope_tells_its_day_place_and_group_and_is_bound_to_its_person(edition):
    area = Area.objects.create(edition=edition, name="Północ")
    own = factories.pool(edition, "Północ", area=area, position=2)
    factories.draw_up(edition, 100, 200)
    Project(edition=edition, pool=own, number="7", title="P7", cost=100).derive().save()
    freeze(edition, act=Act("test", NOW))
    edition = factories.reload(edition)
    voter = by_name(edition, "Ala", "Lis", date(1970, 5, 5), "Długa 1", declared=True, sex="K")
    made = cast(edition, voter, area.pk, {own.pk: Marks(("7",))}, idempotency_key=ENTRANCE + FIRST, now=NOW)
    stored = Envelope.objects.get()
    taken = Participation.objects.get()
    assert stored == made
    assert (stored.edition, stored.participation, stored.area) == (edition, taken, area)
    assert (stored.channel, stored.cast_on, stored.age_band, stored.sex) == (
        "internet",
        date(2027, 10, 10),
        "55-64",
        "K",
    )
    assert (bytes(taken.tag), taken.edition) == (voter.tag, edition)
    assert bytes(stored.person) == voter.person
    assert bytes(stored.bond) == keys.bond(edition.ring, voter.tag, stored.receipt)
    assert stored.idempotency_key == ENTRANCE + FIRST


def test_the_journal_tells_that_a_ballot_was_cast_and_nothing_of_whose(frozen):
    send(frozen, factories.voter(frozen), 1)
    entry = Entry.objects.get(kind="ballot-cast")
    assert (entry.town, entry.edition, entry.at, entry.by, entry.about, entry.facts) == (
        frozen.town,
        frozen.pk,
        NOW,
        "głosujący",
        "",
        {},
    )


def test_the_day_of_a_vote_is_that_of_its_act_in_the_town(frozen, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2020, 1, 1, tzinfo=NOW.tzinfo))
    half_past_midnight = NOW.replace(hour=22, minute=30) - timedelta(days=1)
    made = send(frozen, factories.voter(frozen, born=date(2011, 10, 10)), 1, now=half_past_midnight)
    assert (made.cast_on, made.age_band) == (date(2027, 10, 10), "16-17")


def test_age_is_judged_on_the_day_of_the_act(town, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2040, 1, 1, tzinfo=NOW.tzinfo))
    made = prepared(town, min_voter_age=16)
    day_too_young = factories.voter(made, born=date(2011, 10, 11))
    told = refusal(Refused, lambda: send(made, day_too_young, 1))
    assert told == "W tej edycji mogą głosować osoby, które mają co najmniej 16 lat."
    assert send(made, factories.voter(made, born=date(2011, 10, 10)), 1).state == "valid"


def test_before_the_freeze_the_booth_says_what_is_missing(edition):
    assert why_shut(edition, NOW) == NOT_STARTED
    assert refusal(Refused, lambda: send(edition, factories.voter(edition), 1)) == NOT_STARTED


def test_outside_its_dates_the_booth_is_closed(frozen):
    closed = factories.only_stages(frozen, Stage.CLOSING)
    assert why_shut(closed, NOW) == CLOSED
    assert refusal(Refused, lambda: send(closed, factories.voter(closed), 1)) == CLOSED


def test_once_the_urn_is_open_the_booth_is_closed_whatever_its_dates(frozen):
    Edition.objects.filter(pk=frozen.pk).update(urn_opened_at=NOW)
    assert why_shut(factories.reload(frozen), NOW) == CLOSED


def test_a_paused_booth_tells_the_reason_and_keeps_the_choice(frozen):
    Edition.objects.filter(pk=frozen.pk).update(paused_at=NOW, pause_reason="Awaria łącza.")
    assert why_shut(factories.reload(frozen), NOW) == (
        "Głosowanie przez internet jest wstrzymane. Powód: Awaria łącza. Twoje wybory są zachowane."
    )


def test_without_its_keys_the_booth_sends_to_the_office(frozen):
    assert why_shut(frozen, NOW) == ""
    keys.destroy_all(frozen.ring)
    told = "Głosowanie jest wstrzymane z przyczyn technicznych. Zadzwoń do urzędu."
    assert why_shut(frozen, NOW) == told


def test_a_pause_that_the_request_has_not_seen_refuses_with_its_reason(frozen):
    Edition.objects.filter(pk=frozen.pk).update(paused_at=NOW, pause_reason="Awaria łącza.")
    assert refusal(Refused, lambda: send(frozen, factories.voter(frozen), 1)) == (
        "Głosowanie przez internet jest wstrzymane. Powód: Awaria łącza. Twoje wybory są zachowane."
    )
    assert not Participation.objects.exists()


def test_a_struck_project_that_the_page_could_not_show_sends_back_to_the_choice(frozen):
    strike(Project.objects.get(number="2"), "Kolizja", act=Act("Anna", NOW))
    told = refusal(Refused, lambda: send(frozen, factories.voter(frozen), 1))
    assert told == "Przed chwilą zmieniła się lista projektów. Sprawdź swój głos i oddaj go jeszcze raz."


def test_a_ballot_against_the_rules_is_mended_before_it_is_cast(frozen):
    told = refusal(Refused, lambda: send(frozen, factories.voter(frozen), 9))
    assert told == "Ten głos łamie zasady. Wróć do wyboru i popraw."


def test_a_person_who_has_voted_is_told_no_more_than_a_stranger(frozen):
    voter = factories.voter(frozen)
    refuse_known(frozen, voter)
    send(frozen, voter, 1)
    assert refusal(NotAccepted, lambda: refuse_known(frozen, voter)) == STRANGER
    assert refusal(NotAccepted, lambda: send(frozen, voter, 2, key=OTHER_ENTRANCE + SECOND)) == STRANGER


def test_a_person_outside_the_register_is_refused_at_the_door_and_at_the_urn(town):
    made = factories.edition(town, identity_kind="pesel-register")
    listed, stranger = factories.voter(made), factories.voter(made, 1)
    RegisterEntry.objects.create(edition=made, tag=listed.tag)
    factories.projects(made, 100)
    made = factories.reload(made)
    assert refusal(NotAccepted, lambda: refuse_known(made, stranger)) == STRANGER
    assert refusal(NotAccepted, lambda: send(made, stranger, 1)) == STRANGER
    refuse_known(made, listed)
    assert send(made, listed, 1).state == "valid"


def test_a_post_sent_again_gets_the_envelope_it_made_even_after_the_end(frozen):
    voter, neighbour = factories.voter(frozen), factories.voter(frozen, 1)
    made = send(frozen, voter, 1)
    send(frozen, neighbour, 2, key=OTHER_ENTRANCE + FIRST)
    assert send(frozen, voter, 1) == made
    assert send(factories.only_stages(frozen, Stage.CLOSING), voter, 1) == made
    assert Envelope.objects.count() == 2


@pytest.mark.parametrize("stages", [tuple(Stage), (Stage.CLOSING,)])
def test_another_choice_of_the_same_entrance_shows_the_receipt_of_what_was_cast(frozen, stages):
    voter = factories.voter(frozen)
    made = send(frozen, voter, 1)
    edition = factories.only_stages(frozen, *stages)
    with pytest.raises(AlreadyCast) as caught:
        send(edition, voter, 2, key=ENTRANCE + SECOND)
    assert (caught.value.message, caught.value.receipt) == (LIES_ALREADY, made.receipt)


def test_the_receipt_is_shown_to_nobody_else_who_brings_the_key_of_the_entrance(frozen):
    send(frozen, factories.voter(frozen), 1)
    neighbour = factories.voter(frozen, 1)
    closed = factories.only_stages(frozen, Stage.CLOSING)
    assert refusal(Refused, lambda: send(closed, neighbour, 2, key=ENTRANCE + SECOND)) == CLOSED


def test_a_key_that_names_no_entrance_shows_no_receipt(frozen):
    voter = factories.voter(frozen)
    send(frozen, voter, 1, key=ENTRANCE)
    assert refusal(NotAccepted, lambda: send(frozen, voter, 2, key=ENTRANCE + "3")) == STRANGER


def test_a_vote_in_one_edition_is_none_in_another(frozen, town):
    """Tags hang on the keys of an edition; even an equal one is looked for in its own edition alone."""
    voter = factories.voter(frozen)
    first, other = send(frozen, voter, 1), prepared(town)
    refuse_known(other, voter)
    closed = factories.only_stages(other, Stage.CLOSING)
    assert refusal(Refused, lambda: send(closed, voter, 1)) == CLOSED
    assert refusal(Refused, lambda: send(closed, voter, 2, key=ENTRANCE + SECOND)) == CLOSED
    StageWindow.objects.filter(edition=other).update(closes_at=NOW + timedelta(days=1))
    second = send(factories.reload(other), voter, 1)
    assert first != second
    assert {first.edition, second.edition} == {frozen, other}


def test_where_the_web_prevails_a_paper_ballot_gives_way_to_it(town):
    made = prepared(town, duplicate_rule=DuplicateRule.WEB)
    voter = factories.voter(made)
    paper = on_paper(made, voter, 2)
    refuse_known(made, voter)
    web = send(made, voter, 1)
    paper.refresh_from_db()
    assert (paper.state, paper.reason, paper.decided_by) == ("invalid", "N15", "głosujący")
    assert (web.state, web.participation_id) == ("valid", paper.participation_id)
    entry = Entry.objects.get(kind="ballot-superseded")
    assert (entry.by, entry.at) == ("głosujący", NOW)
    assert refusal(NotAccepted, lambda: refuse_known(made, voter)) == STRANGER


def test_a_paper_ballot_gives_way_to_its_own_person_alone(town):
    made = prepared(town, duplicate_rule=DuplicateRule.WEB)
    paper, neighbour = on_paper(made, factories.voter(made), 2), factories.voter(made, 1)
    send(made, neighbour, 1)
    assert refusal(NotAccepted, lambda: refuse_known(made, neighbour)) == STRANGER
    paper.refresh_from_db()
    assert paper.state == "valid"


@pytest.fixture
def coded(town):
    return prepared(town, identity_kind="code")


def code_of(edition, first_name="Maria"):
    person = Addressee(first_name=first_name, surname="Lis", birth_date=factories.BORN, address="Długa 1")
    return codes.issue_code(edition, person, "x", act=Act("Jan", NOW)).code


def test_a_code_in_force_casts_and_one_replaced_since_it_was_typed_does_not(coded):
    typed = by_code(coded, code_of(coded), declared=True)
    newer = code_of(coded)
    assert refusal(Refused, lambda: send(coded, typed, 1)) == REPLACED_CODE
    assert not Participation.objects.exists()
    assert send(coded, by_code(coded, newer, declared=True), 1).state == "valid"


def test_a_code_casts_for_its_own_person_alone(coded):
    maria, jan = (by_code(coded, code_of(coded, name), declared=True) for name in ("Maria", "Jan"))
    for mixed in (replace(jan, factor=maria.factor), replace(maria, tag=jan.tag)):
        assert refusal(Refused, lambda mixed=mixed: send(coded, mixed, 1)) == REPLACED_CODE
    assert send(coded, jan, 1).state == "valid"


def test_a_code_of_another_edition_does_not_cast(coded, town):
    voter = by_code(coded, code_of(coded), declared=True)
    other = prepared(town, identity_kind="code")
    assert refusal(Refused, lambda: send(other, voter, 1)) == REPLACED_CODE
