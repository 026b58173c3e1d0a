"""Two clocks run out: what goes, what stays, who agrees, and that a copy brings nothing back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.moments import NOW
from tests.worlds import final_world
from wibo.access.refusal import Refused
from wibo.documents.erasure_certificate.data import certificate_data
from wibo.editions.models import Edition, StageWindow
from wibo.housekeeping.doctor import findings
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.keyring import keys, store
from wibo.letters.models import Letter
from wibo.proposals.actions import attach
from wibo.proposals.models import Attachment, Proposal, Supporter
from wibo.results.models import Publication
from wibo.retention import actions
from wibo.retention.erasing import erase, held, left
from wibo.retention.models import Erasure
from wibo.retention.planning import plan
from wibo.retention.tasks import erase_confirmed
from wibo.rulebook.calendar.keeping import Clock, identity_due, records_due
from wibo.rulebook.proposing.parts import Purpose
from wibo.voting.models import Envelope, Participation, TwoPersonAct, Vote

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=31)


@pytest.fixture
def over(town):
    """A final result, with people in every place where people can be."""
    people, edition = final_world(town)
    proposal = Proposal.objects.filter(edition=edition).exclude(number="").order_by("pk").first()
    Proposal.objects.filter(pk=proposal.pk).update(
        author_phone="600700800", author_address="Lipowa 3", author=people.maria, publish_author=True
    )
    attach(
        proposal,
        SimpleUploadedFile("lista.pdf", files.pdf(), "application/pdf"),
        at=NOW,
        purpose=Purpose.SUPPORT,
        by_office=True,
    )
    Supporter.objects.create(
        proposal=proposal, name="Ola Kanarek", email="ola@x.example", mailbox="ola@x.example", asked_at=NOW
    )
    return people, edition, proposal


def agreed(people, edition, clock, at, django_capture_on_commit_callbacks):
    """Both have agreed and the worker has worked."""
    act = actions.propose_erasure(edition, clock, reason="minął termin", user=people.anna, at=at)
    actions.confirm_erasure(act, user=people.tadeusz, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        erase_confirmed.func(act.pk)
    act.refresh_from_db()
    assert act.failure == ""
    return Erasure.objects.get(edition=edition, clock=clock.value)


def test_data_of_people_goes_and_the_result_stays(
    over, monkeypatch, django_capture_on_commit_callbacks, settings
):
    people, edition, proposal = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    votes = Vote.objects.count()
    done = agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    assert done.finished_at
    assert done.keys > 0
    assert left(edition, Clock.IDENTITY) == 0
    assert sum(number for _, number in held(edition, Clock.IDENTITY)) == 0
    proposal.refresh_from_db()
    assert (proposal.author, proposal.author_phone, proposal.author_address) == (None, "", "")
    assert proposal.author_name == str(people.maria), "she let it be published"
    others = Proposal.objects.filter(edition=edition).exclude(pk=proposal.pk)
    assert set(others.values_list("author_name", "author_email")) == {("", "")}
    assert Supporter.objects.get().name == "(usunięto)"
    assert not Attachment.objects.filter(purpose=Purpose.SUPPORT.value).exists()
    assert not keys.has_tag_key(edition.ring)
    assert not keys.has_private(edition.ring, keys.OFFICE)
    assert not Letter.objects.filter(about=f"proposal:{proposal.pk}").exists()
    assert bytes(Envelope.objects.filter(edition=edition).first().person) == b""
    assert (Vote.objects.count(), Participation.objects.filter(edition=edition).count()) == (votes, 3)
    assert Publication.objects.filter(edition=edition).exists()
    assert list(findings()) == []


def test_nothing_goes_before_its_day(over):
    people, edition, _ = over
    early = NOW + timedelta(days=29)
    with pytest.raises(Refused, match="Termin jeszcze nie minął"):
        actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=early)
    with pytest.raises(Refused, match="Termin jeszcze nie minął"):
        actions.propose_erasure(edition, Clock.RECORDS, reason="x", user=people.anna, at=LATER)


def test_days_and_years_are_counted_from_the_final_result():
    final = NOW.date()
    assert identity_due(final, 30) == final + timedelta(days=30)
    assert records_due(final, 5).isoformat() == "2033-01-01"


def test_one_person_alone_erases_nothing(over):
    people, edition, _ = over
    act = actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=LATER)
    with pytest.raises(Refused, match="druga osoba"):
        actions.confirm_erasure(act, user=people.anna, at=LATER)
    erase_confirmed.func(act.pk)
    assert not Erasure.objects.exists()


def test_what_the_second_person_read_is_what_goes(over):
    people, edition, proposal = over
    act = actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=LATER)
    Supporter.objects.create(
        proposal=proposal, name="Nowa", email="n@x.example", mailbox="n@x.example", asked_at=NOW
    )
    with pytest.raises(Refused, match="przybyło albo ubyło"):
        actions.confirm_erasure(act, user=people.tadeusz, at=LATER)


def test_an_act_whose_content_was_changed_in_the_database_does_nothing(over, monkeypatch):
    people, edition, _ = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=3000))
    late = NOW + timedelta(days=3000)
    act = actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=late)
    actions.confirm_erasure(act, user=people.tadeusz, at=late)
    TwoPersonAct.objects.filter(pk=act.pk).update(content={"clock": "records"})
    erase_confirmed.func(act.pk)
    assert not Erasure.objects.exists()


def test_records_go_by_the_longer_clock(over, monkeypatch, django_capture_on_commit_callbacks):
    people, edition, proposal = over
    late = NOW + timedelta(days=365 * 6)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    agreed(people, edition, Clock.IDENTITY, late, django_capture_on_commit_callbacks)
    done = agreed(people, edition, Clock.RECORDS, late, django_capture_on_commit_callbacks)
    assert done.finished_at
    proposal.refresh_from_db()
    assert proposal.author_name == ""
    assert proposal.title != ""


def test_a_restored_copy_is_erased_again(over, monkeypatch, django_capture_on_commit_callbacks):
    people, edition, proposal = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    assert store.is_erased(edition.ring, "identity")
    # What the copy of before holds is there again.
    Proposal.objects.filter(pk=proposal.pk).update(author_phone="600700800")
    assert actions.erase_again(LATER) == [f"{edition.name}: dane osób"]
    proposal.refresh_from_db()
    assert proposal.author_phone == ""
    assert actions.erase_again(LATER) == []


def test_a_failure_leaves_rows_files_and_keys(over, monkeypatch):
    people, edition, proposal = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    act = actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=LATER)
    actions.confirm_erasure(act, user=people.tadeusz, at=LATER)
    monkeypatch.setattr("wibo.retention.actions.left", lambda *_: 1)
    erase_confirmed.func(act.pk)
    act.refresh_from_db()
    assert "Nie udało się" in act.failure
    proposal.refresh_from_db()
    assert proposal.author_phone == "600700800"
    assert keys.has_tag_key(edition.ring)
    assert not store.is_erased(edition.ring, "identity")


def test_an_open_protest_stands_in_the_way(over, town):
    from wibo.voting.course.protests import file_protest

    people, edition, _ = over
    file_protest(edition, "BO.7", NOW.date(), "Projekt nr 2", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="protest"):
        actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=LATER)


def test_another_edition_loses_nothing(over, town):
    _, edition, _ = over
    StageWindow.objects.filter(edition=edition).update(
        opens_at=NOW - timedelta(days=9), closes_at=NOW - timedelta(days=1)
    )
    other = factories.edition(town, year=2029, stages=())
    before = Proposal.objects.exclude(edition=edition).count()
    erase(edition, Clock.IDENTITY)
    assert Proposal.objects.exclude(edition=edition).count() == before
    assert keys.has_tag_key(Edition.objects.get(pk=other.pk).ring)


def test_the_pages_lead_two_people_to_the_certificate(
    over, visit, monkeypatch, django_capture_on_commit_callbacks
):
    people, edition, _ = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    visit.as_(people.anna)
    assert "termin minął" in visit.get("/urzad/dane/").text
    page = f"/urzad/dane/{edition.pk}/identity/"
    shown = visit.get(page)
    visit.post(f"{page}wniosek/", {"reason": "minął termin", "widziane": shown.context["seen"]})
    act = TwoPersonAct.objects.get(kind="erase")
    visit.as_(people.tadeusz)
    seen = visit.get(page).context["seen"]
    with django_capture_on_commit_callbacks(execute=True):
        visit.post(f"/urzad/dane/wniosek/{act.pk}/potwierdz/", {"widziane": seen})
    assert "Zaświadczenie" in visit.get(page).text
    paper = visit.get(f"{page}zaswiadczenie.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert visit.get("/urzad/dane/rejestr.pdf").content[:4] == b"%PDF"


def test_the_certificate_says_what_was_done(over, monkeypatch, django_capture_on_commit_callbacks):
    people, edition, _ = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    done = agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    told = certificate_data(done)
    facts = {row["name"]: row["value"] for row in told["facts"]}
    assert facts["Znaleziono po usunięciu"] == "nic"
    assert facts["Wniosły i potwierdziły osoby"] == f"{people.anna} i {people.tadeusz}"
    rows = {row["name"]: int(row["value"]) for row in told["rows"]}
    assert rows["popierający wnioski: imię i nazwisko, adres e-mail"] >= 1
    assert rows["głosujący: znacznik osoby: że wzięła udział"] == 3


def test_the_plan_names_both_clocks(over):
    _, edition, _ = over
    assert [one.clock for one in plan(edition)] == [Clock.IDENTITY, Clock.RECORDS]


def test_files_and_keys_that_could_not_go_are_tried_again_and_until_then_nothing_is_certified(
    over, monkeypatch, visit
):
    people, edition, _ = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    act = actions.propose_erasure(edition, Clock.IDENTITY, reason="x", user=people.anna, at=LATER)
    actions.confirm_erasure(act, user=people.tadeusz, at=LATER)

    def broken(*_):
        raise OSError

    with monkeypatch.context() as away:
        away.setattr("wibo.retention.erasing.forget_unnamed", broken)
        erase_confirmed.func(act.pk)
    done = Erasure.objects.get()
    assert done.finished_at is None
    visit.as_(people.anna)
    assert "jeszcze nie wszystkie" in visit.get(f"/urzad/dane/{edition.pk}/identity/").text
    assert visit.get(f"/urzad/dane/{edition.pk}/identity/zaswiadczenie.pdf").status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER + timedelta(hours=2))
    assert any("nie jest skończone" in found for found in findings())
    tick(LATER + timedelta(hours=2))
    assert Erasure.objects.get().finished_at
    assert keys.number_of(edition.ring) == 0
    assert list(findings()) == []


def test_the_list_of_voters_with_names_goes_too(over, monkeypatch, django_capture_on_commit_callbacks):
    people, edition, _ = over
    made = TwoPersonAct.objects.create(
        edition=edition,
        kind="voter-list",
        first=people.anna,
        reason="x",
        proposed_at=NOW,
        made_file="lista.xlsx",
    )
    made.made_path.parent.mkdir(parents=True, exist_ok=True)
    made.made_path.write_bytes(b"Kanarek")
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    assert not made.made_path.exists()
    made.refresh_from_db()
    assert made.made_file == ""


def test_letters_of_another_edition_and_unsent_ones_stay(
    over, monkeypatch, django_capture_on_commit_callbacks
):
    people, edition, proposal = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)

    def letter(**values):
        given = {"town": edition.town, "template": "x", "address": "k@x.example", "subject": "x", "body": "x"}
        return Letter.objects.create(**given | {"written_at": NOW} | values)

    stays = {
        letter(edition=edition.pk + 1000, about="follower:9", sent_at=NOW).pk,
        letter().pk,
        letter(written_at=LATER, sent_at=LATER).pk,
    }
    goes = {
        letter(edition=edition.pk, about="follower:1", written_at=LATER, sent_at=LATER).pk,
        letter(sent_at=NOW).pk,
        letter(about=f"proposal:{proposal.pk}").pk,
    }
    agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    left_over = set(Letter.objects.values_list("pk", flat=True))
    assert stays <= left_over
    assert not goes & left_over


def test_a_file_that_another_row_names_stays(over, monkeypatch, django_capture_on_commit_callbacks):
    people, edition, proposal = over
    own = Attachment.objects.get(purpose=Purpose.SUPPORT.value)
    other = Attachment.objects.create(
        proposal=proposal,
        file=own.file.name,
        name="x.pdf",
        kind="application/pdf",
        purpose="other",
        size=9,
        added_at=NOW,
    )
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    assert other.file.storage.exists(other.file.name)


def test_the_numbers_are_those_that_both_have_read(over, monkeypatch, django_capture_on_commit_callbacks):
    people, edition, _ = over
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    before = sum(number for _, number in held(edition, Clock.IDENTITY))
    done = agreed(people, edition, Clock.IDENTITY, LATER, django_capture_on_commit_callbacks)
    assert sum(number for _, number in done.removed) == before
