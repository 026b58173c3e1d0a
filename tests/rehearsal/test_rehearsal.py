"""A rehearsal from its beginning to its last row: in the town's own rules, apart from everything real."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django_scopes import scope, scopes_disabled

from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool, StageWindow
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.keyring import keys
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rehearsal import actions
from wibo.rehearsal.building import twin_of
from wibo.rehearsal.models import Rehearsal
from wibo.rehearsal.tasks import end_due, go_on
from wibo.rehearsal.wiping import NotARehearsal, wipe_rows
from wibo.results.models import CountRun, Publication
from wibo.rulebook.people.identity import IdentityKind
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned
from wibo.voting.models import Envelope

pytestmark = pytest.mark.django_db
ANNA = Act("Anna", NOW)


@pytest.fixture(autouse=True)
def _few_voters(monkeypatch):
    """A third of those that an office sees: enough for every fault of a paper and for a result."""
    monkeypatch.setattr("wibo.rehearsal.recipes._WEB", 40)
    monkeypatch.setattr("wibo.rehearsal.recipes._PAPER", 20)


@pytest.fixture
def planned(edition):
    """The edition of the tests before any of its stages: a rehearsal is possible."""
    StageWindow.objects.filter(edition=edition).update(
        opens_at=NOW + timedelta(days=20), closes_at=NOW + timedelta(days=40)
    )
    return Edition.objects.select_related("town").prefetch_related("windows").get(pk=edition.pk)


def begun(edition, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.begin(edition, act=ANNA)
    return actions.current(edition)


def rows_of(town):
    """How many rows of each kind the town has."""
    with scopes_disabled():
        kinds = [kind for kind in apps.get_models() if issubclass(kind, TownOwned)]
        counts = {
            kind._meta.label: kind._base_manager.filter(**{kind.town_path: town.pk}).count() for kind in kinds
        }
    return {name: count for name, count in counts.items() if count}


def test_it_runs_to_results_and_leaves_nothing(planned, town, django_capture_on_commit_callbacks, settings):
    before, files, money = rows_of(town), settings.DATA_DIR, planned_pools(planned)
    found = begun(planned, django_capture_on_commit_callbacks)
    assert (found.failure, found.stage) == ("", "collecting")
    twin = twin_of(town)
    with scope(town=twin):
        handed_in = Proposal.objects.exclude(number="").count()
        assert handed_in >= 2
        assert set(Pool.objects.values_list("name", "amount")) == set(money), "the town's own money"
    for stage in ("voting", "results"):
        with django_capture_on_commit_callbacks(execute=True):
            actions.move_on(actions.current(planned), stage, act=ANNA)
        assert actions.current(planned).failure == ""
    with scope(town=twin):
        rehearsed = Edition.objects.get()
        assert Publication.objects.filter(edition=rehearsed).exists()
        assert CountRun.objects.get(pool=Pool.objects.get()).ballots > 40
        assert Letter.objects.exclude(sent_at=None).count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        actions.end(actions.current(planned), act=ANNA)
    assert twin_of(town) is None
    assert rows_of(twin) == {}
    assert not keys.ready(rehearsed.ring)
    assert not keys.has_private(rehearsed.ring, keys.OFFICE)
    assert [path for path in (files / "files").rglob("*") if path.is_file()] == []
    after = rows_of(town)
    grown = {name for name in after if after[name] != before.get(name)}
    assert grown == {"journal.Entry", "rehearsal.Rehearsal"}
    last = Rehearsal.objects.get()
    assert last.wiped["voting.Envelope"] > 40
    assert Entry.objects.filter(kind="rehearsal-wiped").count() == 1


def planned_pools(edition):
    return [(pool.name, pool.amount) for pool in edition.pools.all()]


@pytest.mark.parametrize("kind", [kind.value for kind in IdentityKind])
def test_it_votes_in_each_kind_of_identity(planned, town, django_capture_on_commit_callbacks, kind):
    Edition.objects.filter(pk=planned.pk).update(identity_kind=kind)
    planned.refresh_from_db()
    begun(planned, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.move_on(actions.current(planned), "counting", act=ANNA)
    assert actions.current(planned).failure == ""
    with scope(town=twin_of(town)):
        assert Envelope.objects.filter(channel="internet", state="valid").count() > 25
        assert Envelope.objects.filter(channel="paper", state="valid").count() > 5


def test_an_edition_that_begins_with_voting_loads_its_list(planned, town, django_capture_on_commit_callbacks):
    StageWindow.objects.filter(edition=planned, stage__in=("submission", "evaluation", "appeals")).delete()
    planned = Edition.objects.select_related("town").prefetch_related("windows").get(pk=planned.pk)
    found = begun(planned, django_capture_on_commit_callbacks)
    assert (found.failure, found.stage) == ("", "voting")
    with scope(town=twin_of(town)):
        assert set(Proposal.objects.values_list("status", flat=True)) == {"admitted"}


def test_it_ends_by_itself_when_the_next_stage_opens(planned, town, django_capture_on_commit_callbacks):
    StageWindow.objects.filter(edition=planned, stage="submission").update(opens_at=NOW + timedelta(days=2))
    planned = Edition.objects.select_related("town").prefetch_related("windows").get(pk=planned.pk)
    found = begun(planned, django_capture_on_commit_callbacks)
    assert found.ends_at == NOW + timedelta(days=2)
    assert end_due(NOW + timedelta(days=2) - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert end_due(NOW + timedelta(days=2)) == 1
    assert twin_of(town) is None


def test_it_cannot_begin_once_people_vote_or_shortly_before(planned, edition):
    StageWindow.objects.filter(edition=planned, stage="voting").update(opens_at=NOW - timedelta(hours=1))
    late = Edition.objects.select_related("town").prefetch_related("windows").get(pk=planned.pk)
    with pytest.raises(Refused, match="głosowanie się zaczęło"):
        actions.begin(late, act=ANNA)
    StageWindow.objects.filter(edition=planned).update(opens_at=NOW + timedelta(minutes=20))
    soon = Edition.objects.select_related("town").prefetch_related("windows").get(pk=planned.pk)
    with pytest.raises(Refused, match="za późno"):
        actions.begin(soon, act=ANNA)


def test_a_second_one_waits_for_the_first(planned):
    actions.begin(planned, act=ANNA)
    with pytest.raises(Refused, match="już trwa"):
        actions.begin(planned, act=ANNA)
    with pytest.raises(Refused, match="przygotowywana"):
        actions.end(actions.current(planned), act=ANNA)


def test_a_step_that_fails_is_told_and_changes_nothing(planned, town, monkeypatch):
    monkeypatch.setattr("wibo.rehearsal.building.propose", lambda *_: 1 / 0)
    found = actions.begin(planned, act=ANNA)
    go_on.func(found.pk)
    found.refresh_from_db()
    assert "Nie udało się" in found.failure
    assert twin_of(town) is None


def test_a_town_of_people_is_never_emptied(town, edition):
    with pytest.raises(NotARehearsal):
        wipe_rows(town)
    # Nor does it become a rehearsal by a change of its row.
    other = Town.objects.create(slug="druga", name="Druga", name_genitive="Drugiej")
    with pytest.raises(DatabaseError), transaction.atomic():
        Town.objects.filter(pk=town.pk).update(rehearses=other)


def test_nobody_comes_in_but_by_the_office(
    planned, town, visit, cast, client, django_capture_on_commit_callbacks
):
    assert begun(planned, django_capture_on_commit_callbacks).failure == ""
    twin = twin_of(town)
    host = f"{twin.slug}.localhost"
    assert client.get("/", HTTP_HOST=host).status_code == 404
    assert client.get("/projekty/", HTTP_HOST=host).status_code == 404
    visit.as_(cast.anna)
    page = visit.get("/urzad/edycja/proba/")
    assert "Maria Próbna" in " ".join(page.text.split())
    way = visit.get("/urzad/edycja/proba/wejdz/koordynatorka/")
    assert host in way["Location"]
    word = way["Location"].partition(host)[2]
    inside = client.get(word[word.index("/") :], HTTP_HOST=host, follow=True)
    assert "Próba: wszystko tu jest wymyślone." in inside.text
    assert inside.wsgi_request.user.email == f"koordynatorka@{twin.slug}.example"
    listed = client.get("/", HTTP_HOST="localhost").text
    assert twin.slug not in listed


def test_a_link_is_for_one_twin_and_one_minute(
    planned, town, visit, cast, client, django_capture_on_commit_callbacks
):
    begun(planned, django_capture_on_commit_callbacks)
    assert client.get("/_proba/abc:def/", HTTP_HOST=f"{twin_of(town).slug}.localhost").status_code == 404
    visit.as_(cast.anna)
    word = visit.get("/urzad/edycja/proba/wejdz/gosc/")["Location"].rpartition("/_proba/")[2]
    assert client.get(f"/_proba/{word}", HTTP_HOST=f"{town.slug}.localhost").status_code == 404


def test_a_rehearsal_that_somebody_wrote_into_the_database_is_not_touched(planned, town):
    made = Rehearsal.objects.create(
        edition=planned, begun_at=NOW, begun_by="x", ends_at=NOW, wanted="collecting", wanted_at=NOW
    )
    go_on.func(made.pk)
    assert twin_of(town) is None


@pytest.mark.parametrize("column", ["town", "ring", "imported"])
def test_an_edition_keeps_its_town_its_keys_and_its_kind(planned, stranger_town, column):
    value = {"town": stranger_town, "ring": "x", "imported": True}[column]
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=planned.pk).update(**{column: value})


def test_an_end_that_was_cut_off_goes_on_with_keys_and_files(
    planned, town, monkeypatch, django_capture_on_commit_callbacks
):
    begun(planned, django_capture_on_commit_callbacks)
    with scope(town=twin_of(town)):
        ring = Edition.objects.get().ring

    def broken(*_):
        raise OSError

    with monkeypatch.context() as away:
        away.setattr("wibo.rehearsal.wiping.keys.destroy_all", broken)
        with django_capture_on_commit_callbacks(execute=True):
            actions.end(actions.current(planned), act=ANNA)
    found = actions.current(planned)
    assert "próbuje dalej" in found.failure
    assert twin_of(town) is None
    assert keys.ready(ring)
    end_due(NOW + timedelta(minutes=11))
    assert not keys.ready(ring)
    assert Rehearsal.objects.get().wiped["proposals.Proposal"] > 1


def test_strangers_learn_nothing_at_the_door(planned, town, client, django_capture_on_commit_callbacks):
    begun(planned, django_capture_on_commit_callbacks)
    host = f"{twin_of(town).slug}.localhost"
    unknown = client.get("/", HTTP_HOST="nikt.localhost").content
    for path in ("/_proba/x/", "/wyglad/x/", "/static/x", "/"):
        assert client.get(path, HTTP_HOST=host).content == unknown, path


def test_nobody_without_an_account_is_signed_in_as_the_last_one(
    planned, town, visit, cast, client, django_capture_on_commit_callbacks
):
    begun(planned, django_capture_on_commit_callbacks)
    host = f"{twin_of(town).slug}.localhost"
    for who in ("koordynatorka", "gosc"):
        visit.as_(cast.anna)
        word = visit.get(f"/urzad/edycja/proba/wejdz/{who}/")["Location"].partition(host)[2]
        last = client.get(word[word.index("/") :], HTTP_HOST=host, follow=True)
    assert not last.wsgi_request.user.is_authenticated


def test_while_evaluation_lasts_there_is_something_to_evaluate(
    planned, town, django_capture_on_commit_callbacks
):
    begun(planned, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.move_on(actions.current(planned), "evaluation", act=ANNA)
    with scope(town=twin_of(town)):
        statuses = set(Proposal.objects.exclude(number="").values_list("status", flat=True))
    assert {Status.SUBMITTED, Status.MERIT_REVIEW, Status.ADMITTED, Status.REJECTED} <= statuses
