"""Hallmarks: what this program wrote is told from what somebody wrote into the database beside it."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.moments import NOW
from tests.tampering import sql, untriggered
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.actions import change_password
from wibo.accounts.models import User
from wibo.demo.generation import _drop
from wibo.housekeeping.promises import missing_triggers, note_triggers
from wibo.journal.actions import forged, record
from wibo.journal.acts import Act
from wibo.journal.events.towns import DataRestored
from wibo.journal.models import Entry
from wibo.keyring import store
from wibo.keyring.hallmarks import hallmark, is_genuine
from wibo.memory import forget
from wibo.voting.booth.casting import cast
from wibo.voting.models import Envelope, TwoPersonAct, TwoPersonKind
from wibo.voting.tasks import open_confirmed_urn
from wibo.voting.two_people.acts import FORGED, confirm, propose


@pytest.fixture(autouse=True)
def own_key():
    forget("keys")
    yield
    forget("keys")


def test_a_mark_is_for_its_content_and_purpose_alone():
    mark = hallmark("entry", 1, NOW, {"b": (1, 2), "a": "ż"})
    assert len(mark) == 48
    assert is_genuine(mark, "entry", 1, NOW, {"a": "ż", "b": [1, 2]})
    assert not is_genuine(mark, "entry", 2, NOW, {"a": "ż", "b": [1, 2]})
    assert not is_genuine(mark, "act", 1, NOW, {"a": "ż", "b": [1, 2]})
    assert not is_genuine("", "entry", 1, NOW, {"a": "ż", "b": [1, 2]})
    assert hallmark("entry", 1) != hallmark("entry", 1)


def test_only_the_worker_makes_the_key(settings):
    settings.IS_WORKER = False
    with pytest.raises(store.NotTheWorker):
        hallmark("entry", 1)
    settings.IS_WORKER = True
    mark = hallmark("entry", 1)
    forget("keys")
    settings.IS_WORKER = False
    assert is_genuine(mark, "entry", 1)


def test_entries_from_before_marks_stand_and_later_ones_need_theirs(town):
    def unmarked():
        Entry.objects.bulk_create([Entry(town=town, at=NOW, kind="town-changed", by="Anna", facts={})])
        return Entry.objects.order_by("-pk").first().pk

    unmarked()
    assert forged() == []
    genuine = record(DataRestored(made="wczoraj"), Act("operator", NOW), town=town)
    assert forged() == []
    late = unmarked()
    assert forged() == [late]
    with untriggered():
        sql("UPDATE journal_entry SET by = 'kto inny' WHERE id = %s", genuine.pk)
    assert genuine.pk in forged()


def test_an_entry_cannot_be_copied(town):
    entry = record(DataRestored(made="wczoraj"), Act("operator", NOW), town=town)
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_a_password_written_into_the_database_opens_nothing(visit, cast):
    form = {"email": cast.tadeusz.email, "password": factories.PASSWORD}
    with connection.cursor() as cursor:
        cursor.execute("SELECT password FROM accounts_user WHERE id = %s", [cast.tadeusz.pk])
        own = cursor.fetchone()[0]
    thief = factories.user(cast.tadeusz.town, "thief")
    change_password(thief, "haslo-zlodzieja-27", at=NOW)
    sql("UPDATE accounts_user SET password = %s WHERE id = %s", thief.password, cast.tadeusz.pk)
    page = visit.post("/konto/zaloguj/", form | {"password": "haslo-zlodzieja-27"})
    assert page.status_code == 200
    sql("UPDATE accounts_user SET password = %s WHERE id = %s", own, cast.tadeusz.pk)
    assert visit.post("/konto/zaloguj/", form).status_code == 302
    # Another address would get the letter for a new password.
    sql("UPDATE accounts_user SET email = 'thief@evil.example' WHERE id = %s", cast.tadeusz.pk)
    visit.client.logout()
    visit.post("/konto/haslo/", {"email": "thief@evil.example"})
    from wibo.letters.models import Letter

    assert not Letter.objects.filter(template="reset_password").exists()


def test_a_changed_password_is_vouched_for_and_a_sign_in_changes_nothing(town):
    user = factories.user(town, "ola")
    change_password(user, "nowe-haslo-2027", at=NOW)
    found = User.objects.get(pk=user.pk)
    assert found.is_genuine
    found.last_login = NOW
    found.save(update_fields=["last_login"])
    assert User.objects.get(pk=user.pk).is_genuine


def test_the_worker_opens_nothing_for_an_act_that_somebody_wrote(edition, cast):
    factories.projects(edition, 10_00)
    factories.ballot(factories.reload(edition), 0, 1)
    sql("UPDATE editions_stagewindow SET closes_at = %s WHERE stage <> 'closing'", NOW)
    forged_act = TwoPersonAct.objects.create(
        edition=edition,
        kind=TwoPersonKind.OPEN_URN,
        first=cast.anna,
        second=cast.tadeusz,
        reason="x",
        proposed_at=NOW,
        confirmed_at=NOW,
    )
    open_confirmed_urn.call(forged_act.pk)
    edition.refresh_from_db()
    assert edition.urn_opened_at is None
    # The page of the urn says so, instead of waiting for ever.
    forged_act.refresh_from_db()
    assert forged_act.failure == FORGED


def test_a_proposal_that_was_changed_is_not_confirmed(edition, cast):
    act = propose(edition, TwoPersonKind.PAUSE, reason="awaria", user=cast.anna, at=NOW)
    assert act.is_genuine
    with untriggered():
        sql(
            "UPDATE voting_twopersonact SET first_id = %s WHERE id = %s",
            factories.official(edition.town, "zofia", Role.COORDINATOR).pk,
            act.pk,
        )
    act.refresh_from_db()
    with pytest.raises(Refused, match="nie złożono w tym systemie"):
        confirm(act, user=cast.tadeusz, at=NOW)


def test_a_ballot_whose_titles_were_exchanged_takes_no_vote(edition):
    factories.projects(edition, 10_00, 20_00)
    with untriggered():
        sql("UPDATE voting_project SET title = 'Przystań' WHERE number = '1'")
        sql("UPDATE editions_edition SET strikes = strikes + 1")
    found = factories.reload(edition)
    with pytest.raises(Refused, match="inna niż ta, którą zamrożono"):
        factories.ballot(found, 0, 1)
    with untriggered():
        sql("UPDATE voting_project SET title = 'Projekt 1' WHERE number = '1'")
        sql("UPDATE editions_edition SET strikes = strikes + 1")
    assert factories.ballot(factories.reload(edition), 0, 1)


def test_lists_that_were_read_anew_are_compared_anew(edition):
    """A process that has forgotten a ballot reads what stands there then, with as many strikes as before."""
    factories.projects(edition, 10_00, 20_00)
    found = factories.reload(edition)
    assert factories.ballot(found, 0, 1)
    with untriggered():
        sql("UPDATE voting_project SET title = 'Przystań' WHERE number = '1'")
    forget("rows")
    with pytest.raises(Refused, match="inna niż ta, którą zamrożono"):
        factories.ballot(found, 1, 1)


def test_dropped_triggers_are_named(town):
    assert missing_triggers() == set()
    note_triggers()
    assert missing_triggers() == set()
    on = " ON journal_entry" if connection.vendor == "postgresql" else ""
    with transaction.atomic():
        sql(f"DROP TRIGGER journal_entry_update{on}")
        assert missing_triggers() == {"journal_entry_update"}
        transaction.set_rollback(True)


def page_of(visit):
    return visit.get("/glosowanie/przyjety/").content.decode()


def test_a_choice_made_after_an_answer_was_lost_is_never_shown_as_cast(visit, edition):
    factories.projects(edition, 10_00, 20_00)
    person = {
        "first_name": "Maria",
        "surname": "Lis",
        "birth_date": "05.05.1970",
        "address": "Długa 1",
        "declared": "on",
    }
    pool = factories.reload(edition).pools.first().pk
    visit.post("/glosowanie/kim-jestes/", person)
    visit.post(f"/glosowanie/wybor/{pool}/", {"projekt": ["1"]})
    before = {name: morsel.value for name, morsel in visit.client.cookies.items()}
    visit.post("/glosowanie/oddaj/")
    first = Envelope.objects.get()
    # The answer never came: the browser still has the cookie from before.
    for name, value in before.items():
        visit.client.cookies[name] = value
    visit.post(f"/glosowanie/wybor/{pool}/", {"projekt": ["2"]})
    visit.post("/glosowanie/oddaj/")
    page = page_of(visit)
    assert Envelope.objects.count() == 1
    assert "Zmian, które wprowadzono potem, nie oddano" in page
    assert first.receipt in re.sub(r"[\s-]|&nbsp;|\u00a0", "", page)


def test_the_same_choice_sent_again_is_the_same_vote(visit, edition):
    factories.projects(edition, 10_00)
    made = factories.reload(edition)
    voter, marks = factories.voter(made), {made.pools.first().pk: factories.Marks(("1",))}
    key = "a" * 32
    first = cast(made, voter, None, marks, idempotency_key=key, now=NOW)
    assert cast(made, voter, None, marks, idempotency_key=key, now=NOW).pk == first.pk


@pytest.mark.django_db(transaction=True)
def test_a_demo_that_is_emptied_keeps_the_key_that_running_processes_have_read(settings):
    settings.DEMO = True
    mark = hallmark("account", 1)
    _drop()
    forget("keys")
    assert is_genuine(mark, "account", 1)
