"""Two people are two, and one person cannot stretch the rules."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from tests import factories
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.actions import confirm_grant, grant_role, invite, sign_up
from wibo.accounts.models import RoleGrant, User
from wibo.editions.models import StageWindow
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import finish, publish, revise
from wibo.results.models import Publication
from wibo.results.presenting import of_run
from wibo.rulebook.voting.ballots import Marks
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.ballot.freezing import strike
from wibo.voting.course.doing import pause_or_resume
from wibo.voting.models import Envelope, PaperBatch, Project, TwoPersonAct, TwoPersonKind
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper
from wibo.voting.two_people.acts import confirm, drop, propose
from wibo.voting.urn.annulment import ALONE_A_DAY, annul
from wibo.voting.urn.opening import open_urn

PAUSE = TwoPersonKind.PAUSE


@pytest.fixture
def waiting(settings):
    settings.ROLE_WAIT_HOURS = 24


@pytest.fixture
def old(cast):
    """The cast has held its roles for long."""
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    return cast


@pytest.fixture
def second_self(town, old):
    """Another address of Anna's own, invited by herself as the commission."""
    made = factories.user(town, "anna2")
    grant_role(
        made, Role.COMMISSION, act=Act("Anna", NOW), granter=old.anna, base_url="https://lipowo.example"
    )
    return made


def test_a_fresh_role_does_not_make_a_second_person(edition, old, second_self, waiting):
    act = propose(edition, PAUSE, reason="awaria", user=old.anna, at=NOW)
    with pytest.raises(Refused, match="Twoja rola jest nowa"):
        confirm(act, user=second_self, at=NOW)
    with pytest.raises(Refused, match="Twoja rola jest nowa"):
        propose(edition, PAUSE, reason="awaria", user=second_self, at=NOW)
    later = NOW + timedelta(hours=24)
    assert confirm(
        propose(edition, PAUSE, reason="awaria", user=old.anna, at=later),
        user=second_self,
        at=later,
        do=pause_or_resume,
    ).done_at


def test_a_third_official_may_vouch_and_nobody_else(edition, old, second_self, waiting):
    grant = RoleGrant.objects.get(user=second_self)
    for nobody in (old.anna, second_self):
        with pytest.raises(Refused, match="trzecia osoba"):
            confirm_grant(grant, user=nobody, at=NOW)
    confirm_grant(grant, user=old.tadeusz, at=NOW)
    assert confirm(
        propose(edition, PAUSE, reason="awaria", user=old.anna, at=NOW),
        user=second_self,
        at=NOW,
        do=pause_or_resume,
    ).done_at
    assert Entry.objects.filter(kind="role-confirmed").count() == 1


def test_everyone_who_decides_hears_of_a_new_role(old, second_self):
    told = set(Letter.objects.filter(template="role_granted").values_list("address", flat=True))
    assert told == {old.anna.email, old.tadeusz.email}
    body = Letter.objects.filter(template="role_granted").first().body
    assert "/urzad/osoby/nowe/" in body


def test_a_revoked_and_regranted_role_is_fresh_again(town, old, edition, waiting):
    RoleGrant.objects.get(user=old.tadeusz).delete()
    grant_role(old.tadeusz, Role.COMMISSION, act=Act("Anna", NOW), granter=old.anna)
    tadeusz = User.objects.get(pk=old.tadeusz.pk)
    with pytest.raises(Refused, match="Twoja rola jest nowa"):
        confirm(propose(edition, PAUSE, reason="x", user=old.anna, at=NOW), user=tadeusz, at=NOW)


def test_an_invitation_is_not_taken_over_by_a_sign_up(town, old):
    invited = invite(
        town=town,
        email="komisja@lipowo.example",
        first_name="Zofia",
        surname="Bór",
        role=Role.COMMISSION,
        act=Act("Anna", NOW),
        base_url="https://lipowo.example",
        granter=old.anna,
    )
    link = Letter.objects.get(template="invitation").body.split("https://")[1].split()[0]
    sign_up(
        town=town,
        email="komisja@lipowo.example",
        first_name="Wejdź",
        surname="Tutaj",
        at=NOW,
        base_url="https://lipowo.example",
    )
    invited.refresh_from_db()
    assert str(invited) == "Zofia Bór"
    assert "Wejdź" not in "".join(Letter.objects.values_list("body", flat=True))
    from django.test import Client

    path = "/" + link.split("/", 1)[1]
    assert Client().get(path, headers={"host": "lipowo.localhost"}).status_code == 200


@pytest.mark.parametrize(
    "name", ["Ala\nhttps://zly.example", "Jan https://x.pl", "<b>Ala</b>", "1234", "ala@x.pl"]
)
def test_a_name_holds_neither_lines_nor_links(visit, town, name):
    page = visit.post("/konto/zaloz/", {"first_name": name, "surname": "Lis", "email": "a@b.example"})
    if "\n" not in name:
        assert "Wpisz imię albo nazwisko" in page.content.decode()
    assert not User.objects.filter(email="a@b.example").exists()


@pytest.mark.parametrize("name", ["Anna-Maria", "O’Neill", "św. Jan", "Łukasz Żółć", "Шевченко"])
def test_real_names_are_taken(visit, town, name):
    visit.post("/konto/zaloz/", {"first_name": name, "surname": "Lis", "email": "a@b.example"})
    assert User.objects.get(email="a@b.example").first_name == name


# Paper.


@pytest.fixture
def frozen(edition):
    factories.projects(edition, 60_000_00, 50_000_00)
    return factories.reload(edition)


def card(edition, at):
    return PaperCard(factories.voter(edition, at), None, {edition.pools.first().pk: Marks(("1",))})


def test_no_serial_beyond_the_number_that_two_people_counted(frozen, cast):
    batch = factories.batch(frozen, expected=2)
    for serial in (1, 2):
        enter_paper(batch, serial, card(frozen, serial), user=cast.jan, at=NOW)
    with pytest.raises(Refused, match="karty nr 3 nie ma"):
        enter_paper(batch, 3, card(frozen, 3), user=cast.jan, at=NOW)
    assert Envelope.objects.count() == 2


def test_a_batch_with_a_difference_is_closed_by_two_on_one_page(visit, frozen, cast):
    batch = factories.batch(frozen, expected=2)
    enter_paper(batch, 1, card(frozen, 1), user=cast.jan, at=NOW)
    visit.as_(cast.jan).post(f"/urzad/karty/{batch.pk}/zamknij/", {"note": "Jedna kartka pusta"})
    assert PaperBatch.objects.get().closed_at is None
    act = TwoPersonAct.objects.get()
    assert "różnica o 1 kartę" in visit.get("/urzad/dwie-osoby/").content.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )
    path = f"/urzad/dwie-osoby/{act.pk}/potwierdz/"
    visit.post(path)
    assert PaperBatch.objects.get().closed_at is None, "one person is not two"
    visit.as_(cast.tadeusz)
    visit.post(path, {"widziane": "x"})
    assert PaperBatch.objects.get().closed_at is None, "what was not seen is not confirmed"
    visit.post(path)
    closed = PaperBatch.objects.get()
    assert closed.closed_at
    assert closed.closing_note == "Jedna kartka pusta"


def test_one_person_annuls_a_few_a_day_and_then_it_takes_two(visit, frozen, cast):
    ballots = [factories.ballot(frozen, at, 1) for at in range(ALONE_A_DAY + 1)]
    for one in ballots[:ALONE_A_DAY]:
        annul(one, Reason.NOT_RESIDENT, "Zgłoszenie", act=Act(cast.anna.signature, NOW))
    with pytest.raises(Refused, match="dwie osoby"):
        annul(ballots[-1], Reason.NOT_RESIDENT, "x", act=Act(cast.anna.signature, NOW))
    visit.as_(cast.anna)
    form = {"receipt": ballots[-1].receipt, "reason": "N13", "note": "Czwarte zgłoszenie"}
    shown = visit.post("/urzad/glosy/uniewaznij/", form).context["seen"]
    visit.post("/urzad/glosy/uniewaznij/", {**form, "widziane": shown})
    assert Envelope.objects.valid().count() == 1
    act = TwoPersonAct.objects.get(kind="annul")
    visit.as_(cast.tadeusz).post(f"/urzad/dwie-osoby/{act.pk}/potwierdz/")
    assert Envelope.objects.valid().count() == 0


# Dates.


def schedule_form(visit):
    page = visit.get("/urzad/edycja/harmonogram/").context
    values = {"reason": "awaria"}
    for row in page["rows"]:
        for field in row["form"]:
            value = field.value()
            values[field.html_name] = f"{value:%Y-%m-%dT%H:%M}" if hasattr(value, "strftime") else value or ""
    return values


@pytest.mark.parametrize("days", [-1, 2])
def test_moving_voting_that_has_begun_takes_two_and_is_told_to_all(visit, frozen, cast, days):
    StageWindow.objects.filter(edition=frozen, stage="voting").update(channel="internet")
    visit.as_(cast.anna)
    values = schedule_form(visit)
    until = NOW + timedelta(days=10 + days)
    values["voting-internet-last_minute"] = f"{until:%Y-%m-%dT%H:%M}"
    before = StageWindow.objects.get(edition=frozen, stage="voting").closes_at
    visit.post("/urzad/edycja/harmonogram/", values)
    assert StageWindow.objects.get(edition=frozen, stage="voting").closes_at == before
    act = TwoPersonAct.objects.get(kind="schedule")
    visit.as_(cast.tadeusz).post(f"/urzad/dwie-osoby/{act.pk}/potwierdz/")
    assert StageWindow.objects.get(edition=frozen, stage="voting").closes_at != before
    assert "Termin głosowania zmieniły dwie osoby" in visit.get("/").content.decode()


def test_keying_may_not_end_before_paper_voting(visit, frozen, cast):
    visit.as_(cast.anna)
    values = schedule_form(visit)
    values["paper-entry--last_minute"] = f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M}"
    values |= {
        "voting-paper-opens_at": f"{NOW:%Y-%m-%dT%H:%M}",
        "voting-paper-last_minute": f"{NOW + timedelta(days=3):%Y-%m-%dT%H:%M}",
    }
    assert (
        "części kart nikt by nie wpisał" in visit.post("/urzad/edycja/harmonogram/", values).content.decode()
    )


# A winner that cannot be.


@pytest.fixture
def public(frozen):
    for at in range(3):
        factories.ballot(frozen, at, 1)
    open_urn(frozen, act=Act("t", NOW))
    count_all(frozen, act=Act("t", NOW))
    return frozen


def test_a_struck_winner_forces_a_new_count_before_anything_is_final(public):
    day = (NOW + timedelta(days=7)).date()
    publication = publish(public, act=Act("t", NOW), protests_until=day)
    strike(Project.objects.get(number="1"), "Cudza działka", act=Act("t", NOW))
    with pytest.raises(Refused, match="skreślono projekty nr 1"):
        finish(publication, act=Act("t", NOW + timedelta(days=9)))
    count_all(public, act=Act("t", NOW))
    revise(publication, "Cudza działka", act=Act("t", NOW))
    assert finish(publication, act=Act("t", NOW + timedelta(days=9))).final_at


def test_what_was_struck_after_the_count_is_not_published(public):
    strike(Project.objects.get(number="1"), "Cudza działka", act=Act("t", NOW))
    with pytest.raises(Refused, match="Najpierw ustal wynik jeszcze raz"):
        publish(public, act=Act("t", NOW))


def test_after_the_final_result_two_people_say_that_a_winner_is_lost(visit, public, cast):
    publish(public, act=Act("t", NOW))
    project = Project.objects.get(number="1")
    with pytest.raises(Refused, match="dwie osoby"):
        strike(project, "x", act=Act("t", NOW))
    visit.as_(cast.anna).post("/urzad/urna/niewykonalny/", {"project": project.pk, "reason": "Zabytek"})
    assert Publication.objects.get().lost == []
    act = TwoPersonAct.objects.get(kind="lost-winner")
    visit.as_(cast.tadeusz).post(f"/urzad/dwie-osoby/{act.pk}/potwierdz/")
    run = public.pools.get().runs.first()
    row = next(row for row in of_run(run).rows if row.project == project)
    assert row.lost.startswith("Zabytek")
    assert "nie zostanie wykonany" in factories.words(visit.get(f"/wyniki/{public.pk}/"))


def moved(visit, channel, until):
    """The first person's form: the end of voting on one channel, nothing else."""
    values = schedule_form(visit) | {f"voting-{channel}-last_minute": until, "reason": "zarządzenie"}
    visit.post("/urzad/edycja/harmonogram/", values)
    return TwoPersonAct.objects.order_by("-pk").first()


def agreed(visit, act):
    page = visit.get("/urzad/dwie-osoby/").content.decode()
    form = page.split(f"/urzad/dwie-osoby/{act.pk}/potwierdz/")[1]
    shown = re.search(r'name="widziane"\s+value="(\w+)"', form)[1]
    visit.post(f"/urzad/dwie-osoby/{act.pk}/potwierdz/", {"widziane": shown})
    return visit.get("/urzad/dwie-osoby/").content.decode()


def ends(edition):
    rows = StageWindow.objects.filter(edition=edition, stage="voting").values_list("channel", "closes_at")
    return {channel: f"{localtime(at):%d.%m}" for channel, at in rows}


@pytest.fixture
def two_channels(edition):
    StageWindow.objects.filter(edition=edition, stage="voting").delete()
    for channel in ("internet", "paper"):
        StageWindow.objects.create(
            edition=edition,
            stage="voting",
            channel=channel,
            opens_at=NOW - timedelta(days=1),
            closes_at=NOW + timedelta(days=10),
        )
    factories.projects(edition, 10_00)
    return factories.reload(edition)


def test_two_confirmed_changes_of_dates_do_not_undo_each_other(visit, two_channels, old):
    visit.as_(old.anna)
    web = moved(visit, "internet", "2027-10-18T12:00")
    paper = moved(visit, "paper", "2027-10-17T12:00")
    visit.as_(old.tadeusz)
    assert "Potwierdzono i zrobiono" in agreed(visit, paper)
    assert "Potwierdzono i zrobiono" in agreed(visit, web)
    assert ends(two_channels) == {"internet": "18.10", "paper": "17.10"}


def test_a_change_of_dates_that_was_overtaken_is_refused(visit, two_channels, old):
    visit.as_(old.anna)
    first = moved(visit, "internet", "2027-10-18T12:00")
    second = moved(visit, "internet", "2027-10-17T12:00")
    visit.as_(old.tadeusz)
    agreed(visit, second)
    assert "Harmonogram zmienił się od wniesienia" in agreed(visit, first)
    assert ends(two_channels)["internet"] == "17.10"
    # Nobody has to look at it for half an hour.
    visit.post(f"/urzad/dwie-osoby/{first.pk}/cofnij/")
    page = visit.get("/urzad/dwie-osoby/").content.decode()
    assert f"/urzad/dwie-osoby/{first.pk}/potwierdz/" not in page
    assert "Nie zgadza się: Tadeusz Testowa" in page
    assert Entry.objects.filter(kind="proposal-dropped").count() == 1


def test_a_proposal_is_taken_back_by_its_person_and_by_nobody_without_the_right(edition, old):
    act = propose(edition, PAUSE, reason="awaria", user=old.anna, at=NOW)
    with pytest.raises(Refused, match="Taki sam wniosek już czeka"):
        propose(edition, PAUSE, reason="jeszcze raz", user=old.anna, at=NOW)
    with pytest.raises(Refused, match="rola"):
        drop(act, user=old.ewa, at=NOW)
    drop(act, user=old.anna, at=NOW)
    with pytest.raises(Refused, match="Zacznijcie od nowa"):
        confirm(act, user=old.tadeusz, at=NOW)
    with pytest.raises(Refused, match="już nie czeka"):
        drop(act, user=old.anna, at=NOW)
    assert propose(edition, PAUSE, reason="awaria", user=old.anna, at=NOW)


def test_a_ballot_from_the_web_has_no_fault_of_paper(edition):
    factories.projects(edition, 10_00)
    envelope = factories.ballot(factories.reload(edition), 0, 1)
    with pytest.raises(Refused, match="dotyczy kart papierowych"):
        annul(envelope, Reason.NO_SIGNATURE, "brak", act=Act("Anna", NOW))
    assert Envelope.objects.valid().count() == 1


def test_an_annulment_asks_for_its_reason_and_says_how_many_are_left(visit, edition, cast):
    factories.projects(edition, 10_00)
    found = factories.reload(edition)
    envelopes = [factories.ballot(found, at, 1) for at in range(ALONE_A_DAY + 1)]
    visit.as_(cast.anna)
    page = visit.get("/urzad/glosy/uniewaznij/").content.decode().replace("\u00a0", " ")
    assert "jeszcze 3 głosy" in page
    assert "selected" not in page.split('name="reason"')[1].split("</select>")[0].split("wybierz")[1]
    for envelope in envelopes[:ALONE_A_DAY]:
        annul(envelope, Reason.NOT_RESIDENT, "wyprowadzka", act=Act(cast.anna.signature, NOW))
    page = visit.get("/urzad/glosy/uniewaznij/").content.decode()
    assert "limit decyzji jednej osoby jest wyczerpany" in page
