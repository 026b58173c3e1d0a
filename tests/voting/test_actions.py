"""Voting: frozen ballots, one person once, paper through the same rules, the urn and its secrets."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from tests import factories
from tests.moments import NOW
from tests.tampering import untriggered
from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.keyring import keys, store
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.rulebook.files.register_files import RowFault
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.voting.ballots import Marks
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.ballot import freezing
from wibo.voting.ballot.packing import packed, receipt_of, unpacked
from wibo.voting.booth.casting import NotAccepted, cast
from wibo.voting.course import opening_by_two
from wibo.voting.electorate import register, voters
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.models import (
    Ballot,
    CountSnapshot,
    Envelope,
    Participation,
    Project,
    TwoPersonAct,
    Vote,
)
from wibo.voting.papers import batches, entering
from wibo.voting.papers.checking import PaperCard
from wibo.voting.tasks import open_confirmed_urn
from wibo.voting.urn import annulment, opening, snapshots


@pytest.fixture
def frozen(edition):
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00, 20_000_00)
    return factories.reload(edition)


def marks(edition, *numbers):
    return {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}


def test_admitted_proposals_become_projects_in_natural_order(edition, cast):
    for at in range(11):
        proposal = factories.proposal(edition, factories.user(edition.town, f"a{at}"), title=f"Wniosek {at}")
        factories.formally(proposal, cast.ewa, "positive", "")
        if at != 4:
            factories.on_merit(proposal, cast.piotr)
    assert freezing.draw_up_ballot(edition, act=Act("test", NOW)) == 10
    assert freezing.draw_up_ballot(edition, act=Act("test", NOW)) == 10
    found = list(Project.objects.in_order().values_list("number", "cost"))
    assert found == [(str(number), 10_000_00) for number in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11)]


def test_an_empty_ballot_is_neither_drawn_up_nor_frozen(edition):
    with pytest.raises(Refused):
        freezing.draw_up_ballot(edition, act=Act("test", NOW))
    with pytest.raises(Refused):
        freezing.freeze(edition, act=Act("test", NOW))


def test_freezing_closes_ballot_and_rules_in_the_database(frozen):
    with pytest.raises(Refused):
        freezing.freeze(frozen, act=Act("test", NOW))
    with pytest.raises(Refused):
        freezing.draw_up_ballot(frozen, act=Act("test", NOW))
    for change in (
        lambda: Project.objects.filter(number="1").update(cost=1),
        lambda: Project.objects.create(
            edition=frozen, pool=frozen.pools.first(), number="9", title="x", cost=1
        ),
        lambda: Pool.objects.update(amount=1),
        lambda: Edition.objects.update(identity_kind="pesel-form"),
        lambda: Edition.objects.update(frozen_at=NOW + timedelta(days=1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_struck_project_keeps_its_place_but_not_on_the_lists(frozen):
    from wibo.voting.ballot.lists import lists_of

    with pytest.raises(Refused):
        freezing.strike(Project.objects.first(), " ", act=Act("test", NOW))
    freezing.strike(Project.objects.get(number="2"), "Kolizja", act=Act("test", NOW))
    assert [p.number for p in lists_of(frozen)[0].standing] == ["1", "3", "4"]
    assert factories.ballot(factories.reload(frozen), 0, 2).state == "valid"
    with pytest.raises(Refused, match="już skreślony"):
        freezing.strike(Project.objects.get(number="2"), "Kolizja", act=Act("test", NOW))


def test_a_ballot_is_cast_sealed_and_receipted(frozen):
    envelope = factories.ballot(frozen, 0, 1, 3)
    assert envelope.receipt == receipt_of(bytes(envelope.sealed))
    assert (envelope.channel, envelope.state, envelope.age_band) == ("internet", "valid", "55-64")
    entry = Entry.objects.get(kind="ballot-cast")
    assert (entry.about, entry.facts, entry.by) == ("", {}, "głosujący")


def test_all_envelopes_have_one_length(frozen):
    short, long = factories.ballot(frozen, 0, 1), factories.ballot(frozen, 1, 1, 2, 3)
    assert len(bytes(short.sealed)) == len(bytes(long.sealed))
    assert unpacked(packed(marks(frozen, 1, 2), 512)) == marks(frozen, 1, 2)
    with pytest.raises(ValueError, match="longer"):
        packed(marks(frozen, *range(100)), 64)


def test_one_person_votes_once_whatever_way(frozen):
    factories.ballot(frozen, 0, 1)
    with pytest.raises(NotAccepted):
        cast(frozen, factories.voter(frozen, 0), None, marks(frozen, 2), idempotency_key="other", now=NOW)
    assert Envelope.objects.count() == Participation.objects.count() == 1


def test_a_repeated_post_gets_the_same_receipt(frozen):
    first, second = factories.ballot(frozen, 0, 1), factories.ballot(frozen, 0, 1)
    assert first.receipt == second.receipt
    assert Envelope.objects.count() == 1


def test_the_database_is_the_judge_of_once(frozen):
    envelope = factories.ballot(frozen, 0, 1)
    tag = bytes(Participation.objects.get().tag)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(edition=frozen, tag=tag)
    envelope.pk, envelope.receipt, envelope.idempotency_key = None, "X" * 24, "y"
    with pytest.raises(IntegrityError), transaction.atomic():
        envelope.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.update(state="invalid")


@pytest.mark.parametrize("numbers", [(), (1, 2, 3, 4), (99,)])
def test_a_vote_that_breaks_the_rules_is_refused(frozen, numbers):
    with pytest.raises(Refused):
        factories.ballot(frozen, 0, *numbers)
    assert not Participation.objects.exists()


def test_the_booth_is_shut_before_freezing_outside_dates_and_after_opening(edition, cast):
    with pytest.raises(Refused, match="nie zamknął"):
        factories.ballot(edition, 0, 1)
    factories.projects(edition, 1)
    closed = factories.only_stages(edition, Stage.CLOSING)
    with pytest.raises(Refused, match="zamknięte"):
        factories.ballot(closed, 0, 1)
    Edition.objects.filter(pk=edition.pk).update(urn_opened_at=NOW)
    values = {"edition": edition, "channel": "paper", "cast_on": NOW, "state": "invalid", "reason": "N22"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Envelope.objects.create(**values, receipt="A")


def test_too_young_and_undeclared_people_do_not_vote(town):
    made = factories.edition(town, min_voter_age=16)
    factories.projects(made, 1)
    made = factories.reload(made)
    for voter in (factories.voter(made, born=date(2020, 1, 1)),):
        with pytest.raises(Refused, match="16"):
            cast(made, voter, None, marks(made, 1), idempotency_key="a", now=NOW)
    undeclared = voters.by_name(made, "Jan", "Lis", date(1980, 1, 1), "x", declared=False)
    with pytest.raises(Refused, match="oświadczenie"):
        cast(made, undeclared, None, marks(made, 1), idempotency_key="a", now=NOW)


NUMBER = make(date(1960, 3, 3), 77, Sex.MALE)


def test_the_register_keeps_tags_alone_and_decides(town):
    made = factories.edition(town, identity_kind="pesel-register")
    text = f"PESEL;imię\n{NUMBER};Jan\n{NUMBER};Jan\n"
    reading = read_register(made, text, at=NOW)
    assert (len(reading.tags), reading.repeated, reading.faulty) == (1, 1, ())
    assert read_register(made, "PESEL\n123\n", at=NOW).faulty == ((2, RowFault.NUMBER),)
    register.import_register(made, reading, act=Act("test", NOW))
    factories.projects(made, 1)
    made = factories.reload(made)
    listed = voters.by_pesel(made, f" {NUMBER} ", declared=True, on=NOW.date())
    stranger = voters.by_pesel(made, make(date(1960, 3, 4), 1, Sex.FEMALE), declared=True, on=NOW.date())
    envelope = cast(made, listed, None, marks(made, 1), idempotency_key="a", now=NOW)
    assert envelope.sex == "M"
    with pytest.raises(NotAccepted):
        cast(made, stranger, None, marks(made, 1), idempotency_key="b", now=NOW)
    with pytest.raises(Refused, match="zamrożone"):
        register.import_register(made, reading, act=Act("test", NOW))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {table}")  # every stored value
            assert NUMBER not in str(cursor.fetchall()), table


def test_a_wrong_pesel_says_what_is_wrong_without_repeating_it(town):
    made = factories.edition(town, identity_kind="pesel-form")
    with pytest.raises(voters.WrongIdentity, match="ma 10 cyfr, a powinien mieć 11") as caught:
        voters.by_pesel(made, NUMBER[:10], declared=True, on=NOW.date())
    assert NUMBER[:10] not in str(caught.value)
    with pytest.raises(voters.WrongIdentity, match="znaki"):
        voters.by_pesel(made, "1234567890x", declared=True, on=NOW.date())


def batch_of(edition, expected=2):
    return factories.batch(edition, "szkoła", expected)


def card(edition, at, *numbers, reason=""):
    return PaperCard(factories.voter(edition, at), None, marks(edition, *numbers), reason)


def test_paper_goes_through_the_same_rules_and_records_faults(frozen):
    batch = batch_of(frozen, 6)
    factories.ballot(frozen, 9, 1)
    cards = [
        (card(frozen, 1, 1, 2), ""),
        (card(frozen, 2, 1, 2, 3, 4), "N02"),
        (card(frozen, 3), "N01"),
        (card(frozen, 9, 2), "N15"),
        (card(frozen, 4, 1, reason="N09"), "N09"),
        (PaperCard(None, None, {}), "N06"),
    ]
    for serial, (keyed, reason) in enumerate(cards, start=1):
        envelope = entering.enter_paper(batch, serial, keyed, user=factories.jan(batch.edition), at=NOW)
        assert envelope.reason == reason
        assert (envelope.state == "invalid") == bool(reason)
    with pytest.raises(Refused, match="już wpisana"):
        entering.enter_paper(batch, 1, card(frozen, 7, 1), user=factories.jan(batch.edition), at=NOW)
    assert batches.close_batch(batch, "", user=factories.jan(batch.edition), at=NOW).closed_at
    with pytest.raises(Refused, match="zamknięta"):
        entering.enter_paper(batch, 9, card(frozen, 7, 1), user=factories.jan(batch.edition), at=NOW)


def test_a_batch_closes_only_when_sums_agree_or_are_explained(frozen):
    batch = batch_of(frozen)
    with pytest.raises(Refused, match="różnica o 2"):
        batches.close_batch(batch, "", user=factories.jan(batch.edition), at=NOW)
    with pytest.raises(Refused, match="zamykają dwie osoby"):
        batches.close_batch(batch, "Dwie karty zniszczone", user=factories.jan(batch.edition), at=NOW)
    batches.close_batch(
        batch, "Dwie karty zniszczone", user=factories.jan(batch.edition), at=NOW, second="Jan i Anna"
    )
    with pytest.raises(Refused, match="już zamknięta"):
        batches.close_batch(batch, "x", user=factories.jan(batch.edition), at=NOW)
    with pytest.raises(Refused, match="już jest"):
        batch_of(frozen)


def test_an_annulled_ballot_stays_with_its_reason_and_its_person_does_not_vote_again(frozen):
    envelope = factories.ballot(frozen, 0, 1)
    with pytest.raises(Refused, match="uzasadnienie"):
        annulment.annul(envelope, Reason.NOT_RESIDENT, " ", act=Act("Anna", NOW))
    annulment.annul(envelope, Reason.NOT_RESIDENT, "Zgłoszenie", act=Act("Anna", NOW))
    assert (envelope.state, envelope.reason, envelope.decided_by) == ("invalid", "N13", "Anna")
    with pytest.raises(NotAccepted):
        cast(frozen, factories.voter(frozen, 0), None, marks(frozen, 2), idempotency_key="z", now=NOW)
    with pytest.raises(Refused, match="już nieważny"):
        annulment.annul(envelope, Reason.OTHER, "x", act=Act("Anna", NOW))


def test_running_counts_wait_for_ten_more_ballots_and_a_quarter(frozen, settings):
    settings.SNAPSHOT_MINUTES = 15
    for at in range(9):
        factories.ballot(frozen, at, 1, 2)
    assert not snapshots.is_due(frozen, NOW)
    factories.ballot(frozen, 9, 3)
    assert snapshots.is_due(frozen, NOW)
    snapshot = snapshots.take_snapshot(frozen, at=NOW)
    counted = snapshot.pools[str(frozen.pools.first().pk)]
    assert counted["votes"] == {"1": 9, "2": 9, "3": 1, "4": 0}
    assert counted["funded"]
    later = NOW + timedelta(minutes=16)
    assert not snapshots.is_due(frozen, later)
    for at in range(10, 20):
        factories.ballot(frozen, at, 4)
    assert not snapshots.is_due(frozen, NOW + timedelta(minutes=14))
    assert snapshots.is_due(frozen, later)
    closed = factories.only_stages(frozen, Stage.CLOSING)
    annulment.annul(
        Envelope.objects.select_related("edition__town").first(), Reason.OTHER, "x", act=Act("A", NOW)
    )
    snapshots.take_snapshot(closed, at=later)
    assert not snapshots.is_due(closed, later + timedelta(days=1))


def test_only_the_worker_opens_envelopes(frozen, settings):
    for at in range(10):
        factories.ballot(frozen, at, 1)
    settings.IS_WORKER = False
    with pytest.raises(store.NotTheWorker):
        snapshots.take_snapshot(frozen, at=NOW)
    with pytest.raises(store.NotTheWorker):
        opening.open_urn(frozen, act=Act("test", NOW))
    assert not CountSnapshot.objects.exists()


def over(edition):
    return factories.only_stages(edition, Stage.CLOSING)


def test_two_people_open_the_urn_and_neither_alone(frozen, cast, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    factories.ballot(frozen, 0, 1)
    with pytest.raises(Refused, match="jeszcze trwa"):
        opening_by_two.propose_opening(frozen, reason="Koniec", user=cast.anna, at=NOW)
    closed = over(frozen)
    with pytest.raises(Refused, match="powód"):
        opening_by_two.propose_opening(closed, reason=" ", user=cast.anna, at=NOW)
    act = opening_by_two.propose_opening(closed, reason="Koniec", user=cast.anna, at=NOW)
    with pytest.raises(Refused, match="druga osoba"):
        opening_by_two.confirm_opening(act, user=cast.anna, at=NOW)
    with pytest.raises(Refused, match="pół godziny"):
        opening_by_two.confirm_opening(act, user=cast.tadeusz, at=NOW + timedelta(minutes=31))
    with pytest.raises(IntegrityError), transaction.atomic():
        TwoPersonAct.objects.filter(pk=act.pk).update(second=cast.anna, confirmed_at=NOW)
    open_confirmed_urn.call(act.pk)
    assert not Ballot.objects.exists()
    opening_by_two.confirm_opening(act, user=cast.tadeusz, at=NOW)
    open_confirmed_urn.call(act.pk)
    act.refresh_from_db()
    assert act.done_at
    assert Ballot.objects.count() == 1


def test_an_open_batch_stands_in_the_way(frozen):
    batch_of(frozen)
    assert any("szkoła" in found for found in opening_by_two.obstacles(over(frozen), NOW))


def test_opening_makes_anonymous_ballots_erases_and_destroys(frozen):
    for at in range(30):
        factories.ballot(frozen, at, 1 + at % 4)
    annulment.annul(factories.ballot(frozen, 40, 2), Reason.OTHER, "x", act=Act("Anna", NOW))
    assert opening.open_urn(frozen, act=Act("dwie osoby", NOW)) == 30
    assert Ballot.objects.count() == Vote.objects.count() == 30
    assert not Envelope.objects.exclude(sealed=b"").exists()
    assert not keys.has_private(frozen.ring, keys.URN)
    with pytest.raises(Refused):
        opening.open_urn(frozen, act=Act("test", NOW))
    with pytest.raises(Refused, match="otwarta"):
        annulment.annul(
            Envelope.objects.select_related("edition__town").first(), Reason.OTHER, "x", act=Act("A", NOW)
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Envelope.objects.update(state="invalid", reason="N22")


def test_no_ballot_leads_back_to_an_envelope(frozen):
    order = [1 + at % 4 for at in range(40)]
    for at, number in enumerate(order):
        factories.ballot(frozen, at, number)
    opening.open_urn(frozen, act=Act("test", NOW))
    born = [int(vote.project.number) for vote in Vote.objects.select_related("project").order_by("ballot_id")]
    assert sorted(born) == sorted(order)
    assert born != order
    fields = {field.name for field in Ballot._meta.get_fields()}
    assert fields == {"id", "edition", "pool", "channel", "votes"}


def test_a_missing_key_or_a_broken_envelope_changes_nothing(frozen):
    factories.ballot(frozen, 0, 1)
    broken = b"x" * 200
    with untriggered():
        Envelope.objects.update(sealed=broken, receipt=receipt_of(broken), bond=b"")
    with pytest.raises(Refused, match="otworzyć"):
        opening.open_urn(frozen, act=Act("test", NOW))
    assert keys.has_private(frozen.ring, keys.URN)
    assert Edition.objects.get(pk=frozen.pk).urn_opened_at is None
    keys.destroy_private(frozen.ring, keys.URN)
    with pytest.raises(Refused, match="Nie ma klucza"):
        opening.open_urn(frozen, act=Act("test", NOW))


def test_keys_are_files_for_their_owner_alone_and_are_never_replaced(frozen, settings):
    path = settings.PRIVATE_KEYS_DIR / f"ring-{frozen.ring}" / "urn.key"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        keys.create(frozen.ring)
    keys.destroy_all(frozen.ring)
    with pytest.raises(store.KeyMissing):
        keys.tag(frozen.ring, "x")


def test_a_web_channel_that_has_ended_does_not_shut_paper(town):
    made = factories.edition(town, stages=[Stage.PAPER_ENTRY])
    factories.projects(made, 1)
    made = factories.reload(made)
    with pytest.raises(Refused):
        factories.ballot(made, 0, 1)
    batch = batch_of(made, 1)
    assert (
        entering.enter_paper(batch, 1, card(made, 0, 1), user=factories.jan(batch.edition), at=NOW).channel
        == Channel.PAPER
    )
