"""Watching over voting: extension, stopping by two, public turnout, and flags that never block."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.actions import change_rules
from wibo.editions.models import Edition, StageWindow
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.keyring import keys, store
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.voting.course.doing import pause_or_resume
from wibo.voting.course.extending import extend
from wibo.voting.models import Envelope, Extension, PlaceTally, TwoPersonKind, Unusual
from wibo.voting.papers import entering
from wibo.voting.papers.checking import PaperCard
from wibo.voting.two_people import acts as two_people
from wibo.voting.urn.watching import keep_day_keys, look_for_unusual, note_place


@pytest.fixture
def frozen(edition):
    factories.projects(edition, 10_00, 20_00, 30_00)
    return factories.reload(edition)


def test_an_extension_is_one_act_told_to_all_for_the_chosen_channel(visit, frozen):
    end = frozen.windows.get(stage=Stage.VOTING).closes_at
    keying = frozen.windows.get(stage=Stage.PAPER_ENTRY).closes_at
    extend(frozen, [Channel.WEB], end + timedelta(hours=3), "Awaria od 18 do 20", act=Act("Anna", NOW))
    longer = factories.reload(frozen)
    after = end + timedelta(hours=1)
    assert longer.schedule.is_open(Stage.VOTING, after, Channel.WEB)
    assert not longer.schedule.is_open(Stage.VOTING, after, Channel.PAPER)
    assert longer.windows.get(stage=Stage.PAPER_ENTRY).closes_at == keying
    for path in ("/", "/zasady/", "/glosowanie/"):
        assert "Awaria od 18 do 20" in visit.get(path).content.decode()


def test_extending_paper_moves_the_time_for_keying_too(frozen):
    end = frozen.windows.get(stage=Stage.VOTING).closes_at
    keying = frozen.windows.get(stage=Stage.PAPER_ENTRY).closes_at
    extend(frozen, [Channel.WEB, Channel.PAPER], end + timedelta(days=1), "Powódź", act=Act("Anna", NOW))
    assert StageWindow.objects.get(stage=Stage.PAPER_ENTRY).closes_at == keying + timedelta(days=1)
    assert Extension.objects.count() == 2
    again = factories.reload(frozen)
    extend(again, [Channel.PAPER], end + timedelta(days=2), "Powódź", act=Act("Anna", NOW))
    assert StageWindow.objects.filter(stage=Stage.VOTING, channel=Channel.PAPER).count() == 1


@pytest.mark.parametrize(
    ("channels", "hours", "reason", "words"),
    [
        ([], 3, "x", "Zaznacz"),
        (["internet"], 3, " ", "powód"),
        (["internet"], -1, "x", "i tak trwa"),
        (["internet"], -900, "x", "minął"),
    ],
)
def test_an_extension_that_makes_no_sense_is_refused(frozen, channels, hours, reason, words):
    end = frozen.windows.get(stage=Stage.VOTING).closes_at
    with pytest.raises(Refused, match=words):
        extend(
            frozen, [Channel(c) for c in channels], end + timedelta(hours=hours), reason, act=Act("A", NOW)
        )


def test_two_people_stop_voting_on_the_web_and_the_database_keeps_it(visit, cast, frozen):
    visit.as_(cast.anna)
    visit.post("/urzad/glosowanie/wstrzymaj/", {"reason": "Ktoś głosuje za innych."})
    act = frozen.two_person_acts.get()
    visit.post(f"/urzad/glosowanie/{act.pk}/potwierdz/")
    assert Edition.objects.get(pk=frozen.pk).paused_at is None
    visit.as_(cast.tadeusz).post(f"/urzad/glosowanie/{act.pk}/potwierdz/")
    assert Edition.objects.get(pk=frozen.pk).paused_at == NOW
    assert "wstrzymane" in visit.get("/glosowanie/").content.decode()
    assert "Ktoś głosuje za innych." in visit.get("/").content.decode()
    # A request that has read the edition a moment earlier is refused by the database, and told why.
    with pytest.raises(Refused, match="wstrzymane"):
        factories.ballot(frozen, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.create(
            edition=frozen,
            channel=Channel.WEB,
            cast_on=NOW.date(),
            state="invalid",
            reason="N22",
            receipt="x",
        )
    # Paper can still be keyed.
    batch = factories.batch(frozen, expected=1)
    entering.enter_paper(batch, 1, PaperCard(None, None, {}, "N09"), user=cast.jan, at=NOW)
    resume = two_people.propose(frozen, TwoPersonKind.RESUME, reason="Wyjaśnione", user=cast.tadeusz, at=NOW)
    two_people.confirm(resume, user=cast.anna, at=NOW, do=pause_or_resume)
    assert factories.ballot(factories.reload(frozen), 2, 1).state == "valid"
    with pytest.raises(Refused, match="już zrobiono"):
        two_people.confirm(
            two_people.propose(frozen, TwoPersonKind.RESUME, reason="x", user=cast.tadeusz, at=NOW),
            user=cast.anna,
            at=NOW,
            do=pause_or_resume,
        )


@pytest.mark.parametrize("public", [True, False])
def test_turnout_is_public_only_where_the_rules_say_so(visit, edition, public):
    change_rules(edition, {}, {"public_turnout": public}, act=Act("t", NOW), reason="t")
    factories.projects(edition, 10_00)
    factories.ballot(factories.reload(edition), 1, 1)
    page = factories.words(visit.get("/")).replace("\u00a0", " ")
    assert ("Dotąd oddano: <strong>1 głos</strong>" in page) == public


def test_flags_are_found_by_the_worker_and_shown_to_the_office_alone(visit, cast, frozen):
    for at in range(30):
        factories.ballot(frozen, at, 1, 2)
    for at in range(30, 45):
        factories.ballot(frozen, at, at % 3 + 1)
    keep_day_keys(frozen, NOW.date())
    for _ in range(16):
        note_place(frozen, "203.0.113.7", at=NOW)
    tick(NOW)
    kinds = set(Unusual.objects.values_list("kind", flat=True))
    assert kinds == {"bundle", "place"}
    bundle = Unusual.objects.get(kind="bundle")
    assert (bundle.count, bundle.of) == (30, 45)
    page = factories.words(visit.as_(cast.anna).get("/urzad/glosowanie/"))
    assert "30 głosów z 45" in page
    assert "203.0.113.7" not in page
    assert visit.as_(cast.jan).get("/urzad/glosowanie/").status_code == 403
    assert look_for_unusual(frozen, at=NOW + timedelta(minutes=30)) is None
    assert look_for_unusual(frozen, at=NOW + timedelta(minutes=61)) is not None


def test_a_network_address_is_a_digest_whose_key_dies_with_the_day(frozen):
    keep_day_keys(frozen, NOW.date())
    note_place(frozen, "203.0.113.7", at=NOW)
    before = keys.place_digest(frozen.ring, NOW.date(), "203.0.113.7")
    assert bytes(PlaceTally.objects.get().digest) == before
    keep_day_keys(frozen, NOW.date() + timedelta(days=1))
    assert keys.place_digest(frozen.ring, NOW.date(), "203.0.113.7") is None
    assert not [name for _, name, _, _ in store.everything() if name.startswith("day-")]
    # Without a key nothing is counted, and nothing fails.
    note_place(frozen, "203.0.113.7", at=NOW)
    assert PlaceTally.objects.count() == 1
