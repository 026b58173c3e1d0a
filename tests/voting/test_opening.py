"""The urn to the letter: what stands in the way of its opening, what every ballot becomes, and what is told of it."""

import json
from collections import Counter

import pytest

from tests import factories
from tests.moments import NOW
from tests.tampering import untriggered
from wibo.access.refusal import Refused
from wibo.editions.actions import change_rules
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.journal.models import Entry, digest_of
from wibo.keyring import keys
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.freezing import freeze
from wibo.voting.ballot.packing import receipt_of
from wibo.voting.booth.casting import cast
from wibo.voting.models import Ballot, Envelope, Participation, Project, Vote
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper
from wibo.voting.urn import bearing
from wibo.voting.urn.opening import digest_of_ballots, is_whole, open_urn

BOTH = Act("Anna i Tadeusz", NOW)
OPEN_ALREADY = "Urna jest już otwarta."


@pytest.fixture
def frozen(edition):
    factories.projects(edition, 100, 200, 300)
    return factories.reload(edition)


@pytest.fixture
def two_lists(edition):
    """Projects 1 to 3 to be chosen, 4 to 6 to be given points; a project marked twice gets the sum."""
    change_rules(edition, {}, {"repeats": "sum"}, act=Act("test", NOW), reason="x")
    second = factories.pool(
        edition, "Punkty", vote_type="cumulative", max_sum_points=10, max_points=9, position=2
    )
    first = edition.pools.get(name="Pula ogólna")
    Project.objects.bulk_create(
        Project(edition=edition, pool=pool, number=str(number), title=f"P{number}", cost=100).derive()
        for number, pool in ((1, first), (2, first), (3, first), (4, second), (5, second), (6, second))
    )
    freeze(factories.reload(edition), act=Act("test", NOW))
    return factories.reload(edition)


def refusal(edition):
    with pytest.raises(Refused) as caught:
        open_urn(edition, act=BOTH)
    return caught.value.message


def born(pool):
    """Every ballot of the pool as its marks by place, whatever the order of ballots."""
    rows = Vote.objects.filter(ballot__pool=pool).order_by("place").select_related("project")
    ballots = {}
    for vote in rows:
        ballots.setdefault(vote.ballot_id, []).append((vote.place, vote.project.number, vote.points))
    return sorted(ballots.values())


def on_paper(edition, ats, *numbers):
    batch = factories.batch(edition, expected=len(ats))
    for serial, at in enumerate(ats, start=1):
        marks = {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}
        card = PaperCard(factories.voter(edition, at), None, marks)
        enter_paper(batch, serial, card, user=factories.jan(edition), at=NOW)


def test_every_mark_becomes_a_vote_in_its_pool_and_place_with_its_points(two_lists):
    chosen, pointed = two_lists.pools.order_by("position")
    casts = [
        {chosen.pk: Marks(("2", "1")), pointed.pk: Marks(("6", "4"), (7, 3))},
        {chosen.pk: Marks(("3",))},
        {pointed.pk: Marks(("5", "4", "6"), (1, 2, 4))},
    ]
    for at, marks in enumerate(casts):
        voter = factories.voter(two_lists, at)
        cast(two_lists, voter, None, marks, idempotency_key=f"k{at}", now=NOW)
    assert open_urn(two_lists, act=BOTH) == 3
    assert born(chosen) == [[(1, "2", None), (2, "1", None)], [(1, "3", None)]]
    assert born(pointed) == [[(1, "5", 1), (2, "4", 2), (3, "6", 4)], [(1, "6", 7), (2, "4", 3)]]
    assert {ballot.edition for ballot in Ballot.objects.all()} == {two_lists}
    assert {vote.edition for vote in Vote.objects.all()} == {two_lists}


def test_a_project_marked_twice_counts_as_the_edition_says(two_lists):
    pointed = two_lists.pools.get(name="Punkty")
    marks = {pointed.pk: Marks(("4", "5", "4"), (1, 2, 3))}
    cast(two_lists, factories.voter(two_lists), None, marks, idempotency_key="k", now=NOW)
    open_urn(two_lists, act=BOTH)
    assert born(pointed) == [[(1, "4", 4), (2, "5", 2)]]


def test_more_ballots_than_are_written_at_once_are_all_written_once(frozen, monkeypatch):
    monkeypatch.setattr(bearing, "_CHUNK", 2)
    for at, number in enumerate((1, 2, 3, 1, 2)):
        factories.ballot(frozen, at, number)
    assert open_urn(frozen, act=BOTH) == 5
    assert [marks[0][1] for marks in born(frozen.pools.get())] == ["1", "1", "2", "2", "3"]


@pytest.mark.parametrize(
    ("papers", "channels"), [(9, {"": 19}), (10, {"internet": 10, "paper": 10})], ids=["nine", "ten"]
)
def test_ten_ballots_of_each_channel_may_be_told_apart_and_nine_may_not(frozen, papers, channels):
    for at in range(10):
        factories.ballot(frozen, at, 1)
    on_paper(frozen, range(10, 10 + papers), 2)
    open_urn(frozen, act=BOTH)
    assert Counter(Ballot.objects.values_list("channel", flat=True)) == channels


def test_the_opening_leaves_its_time_its_entry_empty_envelopes_and_no_key(frozen):
    for at in range(3):
        factories.ballot(frozen, at, 1 + at)
    open_urn(frozen, act=BOTH)
    assert frozen.urn_opened_at == Edition.objects.get(pk=frozen.pk).urn_opened_at == NOW
    assert [bytes(sealed) for sealed in Envelope.objects.values_list("sealed", flat=True)] == [b""] * 3
    assert [keys.has_private(frozen.ring, name) for name in (keys.URN, keys.KEYING)] == [False, False]
    entry = Entry.objects.get(kind="urn-opened")
    assert (entry.town, entry.edition, entry.at, entry.by, entry.about, entry.facts) == (
        frozen.town,
        frozen.pk,
        NOW,
        "Anna i Tadeusz",
        f"edition:{frozen.pk}",
        {"ballots": 3, "digest": digest_of_ballots(frozen)},
    )


def test_the_digest_is_of_pools_places_numbers_and_points_in_no_order_of_ballots(two_lists):
    chosen, pointed = two_lists.pools.order_by("position")
    for at, marks in enumerate(
        ({chosen.pk: Marks(("2", "1"))}, {pointed.pk: Marks(("6", "4"), (7, 3))}, {chosen.pk: Marks(("1",))})
    ):
        voter = factories.voter(two_lists, at)
        cast(two_lists, voter, None, marks, idempotency_key=f"k{at}", now=NOW)
    open_urn(two_lists, act=BOTH)
    ballots = [
        [chosen.pk, [[1, "1", None]]],
        [chosen.pk, [[1, "2", None], [2, "1", None]]],
        [pointed.pk, [[1, "6", 7], [2, "4", 3]]],
    ]
    assert digest_of_ballots(two_lists) == digest_of(sorted(map(json.dumps, ballots)))


def test_an_open_urn_is_not_opened_again_and_a_key_left_behind_goes(frozen):
    Edition.objects.filter(pk=frozen.pk).update(urn_opened_at=NOW)
    assert refusal(frozen) == OPEN_ALREADY
    assert not keys.has_private(frozen.ring, keys.URN)


def test_an_urn_that_another_process_opens_meanwhile_is_opened_once(frozen, monkeypatch):
    factories.ballot(frozen, 0, 1)
    secret = keys.secret

    def overtaken(ring, name):
        Edition.objects.filter(pk=frozen.pk).update(urn_opened_at=NOW)
        return secret(ring, name)

    monkeypatch.setattr(keys, "secret", overtaken)
    assert refusal(frozen) == OPEN_ALREADY
    assert not Ballot.objects.exists()


def test_without_its_key_the_urn_stays_closed(frozen):
    factories.ballot(frozen, 0, 1)
    keys.destroy_private(frozen.ring, keys.URN)
    assert refusal(frozen) == "Nie ma klucza urny. Bez niego nie da się odczytać głosów."


def test_envelopes_that_somebody_exchanged_are_counted_and_nothing_is_opened(frozen):
    first, second, _ = (factories.ballot(frozen, at, 1 + at) for at in range(3))
    with untriggered():
        Envelope.objects.filter(pk=first.pk).update(sealed=b"x" * 200)
        Envelope.objects.filter(pk=second.pk).update(bond=b"y" * 32)
    assert refusal(frozen) == (
        "Koperty, które nie pasują do swoich kodów potwierdzenia albo do osób: 2. Ktoś zmienił dane w bazie. "
        "Nic nie zmieniono; wezwij operatora (wibo doctor powie więcej)."
    )
    assert not Ballot.objects.exists()


def test_votes_that_the_database_did_not_take_stop_the_opening(frozen, monkeypatch):
    for at in range(3):
        factories.ballot(frozen, at, 1, 2)
    for name in ("_row_by_row", "_as_a_stream"):
        write = getattr(bearing, name)
        monkeypatch.setattr(
            bearing, name, lambda *given, write=write: write(*given[:3], [*given[3][:-1], given[3][-1][:1]])
        )
    assert refusal(frozen) == "Nie wszystkie głosy zapisały się w bazie. Nic nie zmieniono; wezwij operatora."
    assert not Ballot.objects.exists()
    assert keys.has_private(frozen.ring, keys.URN)


def test_an_envelope_that_the_key_does_not_open_stops_the_opening(frozen):
    factories.ballot(frozen, 0, 1)
    sealed = b"x" * 200
    with untriggered():
        Envelope.objects.update(sealed=sealed, receipt=receipt_of(sealed), bond=b"")
    assert refusal(frozen) == "Jednej z kopert nie da się otworzyć. Nic nie zmieniono; wezwij operatora."
    assert keys.has_private(frozen.ring, keys.URN)


def test_an_envelope_is_whole_when_ciphertext_receipt_and_person_belong_together(frozen):
    made, other = factories.ballot(frozen, 0, 1), factories.ballot(frozen, 1, 2)
    tags = {row.pk: bytes(row.tag) for row in Participation.objects.all()}
    tag, strange = tags[made.participation_id], tags[other.participation_id]
    sealed, receipt, bond = bytes(made.sealed), made.receipt, bytes(made.bond)
    assert is_whole(frozen, sealed, receipt, bond, tag)
    assert not is_whole(frozen, bytes(other.sealed), receipt, bond, tag)
    assert not is_whole(frozen, sealed, other.receipt, bond, tag)
    assert not is_whole(frozen, sealed, receipt, bytes(other.bond), tag)
    assert not is_whole(frozen, sealed, receipt, bond, strange)
    # What was emptied at the opening is still bound; what nobody's person or bond goes with is bound to none.
    assert is_whole(frozen, b"", receipt, bond, tag)
    assert not is_whole(frozen, b"", receipt, bond, strange)
    assert is_whole(frozen, sealed, receipt, b"", tag)
    assert is_whole(frozen, sealed, receipt, bond, None)
