"""Applications on paper: how they came, the scan, the code by which an author takes one, and duplicates."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from tests import factories, files
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.housekeeping.stored_files import sweep_orphans
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals import actions, claiming, duplicates
from wibo.proposals.models import Attachment, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage

ON_PAPER = {
    "received_on": "2027-05-10",
    "arrived_by": "post",
    "office_number": "BO.3041.7.2027",
    "author_name": "Zofia Lis",
    "title": "Wiata przy szkole",
    "summary": "Dach",
    "location": "Szkoła",
    "justification": "Deszcz",
    "koszt-TOTAL_FORMS": "1",
    "koszt-INITIAL_FORMS": "0",
    "koszt-0-name": "Wiata",
    "koszt-0-price": "9000",
    "reason": "x",
}


@pytest.fixture
def clerk(visit, cast):
    return visit.as_(cast.jan)


@pytest.fixture
def on_paper(edition, clerk):
    pool = edition.pools.first()
    clerk.post(
        "/urzad/wnioski/papierowy/", {**ON_PAPER, "received_on": NOW.date().isoformat(), "pool": pool.pk}
    )
    return Proposal.objects.get()


def text_of(answer):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def code_of(clerk, made):
    """From the printed confirmation."""
    text = text_of(clerk.post(f"/urzad/wnioski/{made.pk}/potwierdzenie.pdf", {}))
    return next(word for word in text.split() if word.count("-") == 2 and len(word) == 14)


def test_how_it_came_stands_on_its_page(clerk, on_paper):
    page = factories.words(clerk.get(f"/urzad/wnioski/{on_paper.pk}/"))
    assert "pocztą" in page
    assert "nr w urzędzie: BO.3041.7.2027" in page


def test_a_scan_is_kept_for_the_office_alone(visit, edition, clerk):
    scan = SimpleUploadedFile("skan.pdf", files.pdf())
    sent = {**ON_PAPER, "received_on": NOW.date().isoformat(), "pool": edition.pools.first().pk, "scan": scan}
    clerk.post("/urzad/wnioski/papierowy/", sent)
    kept = Attachment.objects.get()
    assert (kept.purpose, kept.is_public) == ("scan", False)
    visit.client.logout()
    assert visit.get(f"/pliki/{kept.pk}/").status_code == 404


def test_a_bad_scan_registers_nothing_and_loses_nothing_typed(edition, clerk):
    scan = SimpleUploadedFile("skan.pdf", b"nie pdf")
    sent = {**ON_PAPER, "received_on": NOW.date().isoformat(), "pool": edition.pools.first().pk, "scan": scan}
    answer = clerk.post("/urzad/wnioski/papierowy/", sent)
    assert "nie jest tym" in factories.words(answer)
    assert b"Wiata przy szkole" in answer.content
    assert not Proposal.objects.exists()


def test_the_author_takes_it_with_the_code_however_typed(visit, clerk, on_paper, cast):
    code = code_of(clerk, on_paper)
    answer = visit.as_(cast.maria).post("/moje/kod/", {"code": f" {code.lower().replace('-', ' ')} "})
    assert answer["Location"] == f"/moje/{on_paper.pk}/"
    assert Proposal.objects.get().author == cast.maria
    assert "Zofia Lis" not in factories.words(visit.as_(cast.maria).get("/moje/"))


def test_a_code_works_once_and_a_new_print_ends_the_old_one(visit, clerk, on_paper, cast):
    old, code = code_of(clerk, on_paper), code_of(clerk, on_paper)
    with pytest.raises(claiming.WrongCode):
        claiming.claim(old, user=cast.maria, at=NOW)
    claiming.claim(code, user=cast.maria, at=NOW)
    with pytest.raises(claiming.WrongCode):
        claiming.claim(code, user=cast.ewa, at=NOW)
    with pytest.raises(Refused, match="ma już konto"):
        claiming.issue_code(Proposal.objects.get(), act=Act("Jan", NOW))


def test_guesses_are_counted(visit, on_paper, cast):
    resident = visit.as_(cast.maria)
    for _ in range(10):
        assert "Nie ma wniosku" in factories.words(resident.post("/moje/kod/", {"code": "AAAA-BBBB-CCCC"}))
    assert "Za dużo prób" in factories.words(resident.post("/moje/kod/", {"code": "AAAA-BBBB-CCCC"}))


def test_the_code_is_nowhere_in_the_database(clerk, on_paper):
    code = code_of(clerk, on_paper).replace("-", "")
    stored = Proposal.objects.filter(pk=on_paper.pk).values().get()
    assert code not in str(stored)


def test_a_duplicate_is_out_of_evaluation_and_its_author_is_told(clerk, edition, cast):
    first = factories.proposal(edition, cast.maria, title="Pierwszy")
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    clerk.post(f"/urzad/wnioski/{again.pk}/duplikat/", {"number": "1", "reason": "ten sam plac"})
    stored = Proposal.objects.get(pk=again.pk)
    assert (stored.status, stored.duplicate_of) == (Status.DUPLICATE, first)
    assert Letter.objects.get(template="proposal_duplicate").address == "piotr@lipowo.example"
    assert '>nr 1, <span lang="pl">Pierwszy</span></a>' in factories.words(clerk.get(f"/wnioski/{again.pk}/"))
    assert ">nr 2, Drugi</a>" in factories.words(clerk.get(f"/urzad/wnioski/{first.pk}/"))


def test_a_mark_is_taken_back_and_evaluation_begins_anew(clerk, edition, cast):
    factories.proposal(edition, cast.maria)
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    duplicates.mark_duplicate(again, "1", reason="x", user=cast.jan, at=NOW)
    path = f"/urzad/wnioski/{again.pk}/nie-duplikat/"
    clerk.post(path, {"reason": ""})
    assert Proposal.objects.get(pk=again.pk).status == Status.DUPLICATE
    clerk.post(path, {"reason": "inny plac"})
    stored = Proposal.objects.get(pk=again.pk)
    assert (stored.status, stored.duplicate_of) == (Status.SUBMITTED, None)


@pytest.mark.parametrize(
    ("number", "said"), [("9", "nie ma wniosku"), ("2", "tego samego"), ("3", "sam jest wycofany")]
)
def test_a_duplicate_is_of_another_that_stands(edition, cast, number, said):
    factories.proposal(edition, cast.maria)
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    gone = factories.proposal(edition, cast.piotr, title="Trzeci")
    duplicates.mark_duplicate(gone, "1", reason="x", user=cast.jan, at=NOW)
    with pytest.raises(Refused, match=said):
        duplicates.mark_duplicate(again, number, reason="x", user=cast.jan, at=NOW)


def test_what_another_repeats_is_no_duplicate_itself(edition, cast):
    first = factories.proposal(edition, cast.maria)
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    factories.proposal(edition, cast.piotr, title="Trzeci")
    duplicates.mark_duplicate(again, "1", reason="x", user=cast.jan, at=NOW)
    with pytest.raises(Refused, match="Najpierw cofnij"):
        duplicates.mark_duplicate(first, "3", reason="x", user=cast.jan, at=NOW)


def test_the_database_keeps_a_duplicate_and_its_status_together(edition, cast):
    first = factories.proposal(edition, cast.maria)
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    for values in ({"status": "duplicate"}, {"duplicate_of": first}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=again.pk).update(**values)


def test_after_evaluation_nobody_is_marked(clerk, edition, cast):
    factories.proposal(edition, cast.maria)
    again = factories.proposal(edition, cast.piotr, title="Drugi")
    factories.only_stages(edition, Stage.VOTING)
    answer = clerk.post(f"/urzad/wnioski/{again.pk}/duplikat/", {"number": "1", "reason": "x"})
    assert "nie można teraz" in factories.words(answer)
    assert "Oznacz jako duplikat" not in factories.words(clerk.get(f"/urzad/wnioski/{again.pk}/"))


def test_the_office_adds_a_file_that_came_later(clerk, on_paper):
    sent = {"purpose": "support", "file": SimpleUploadedFile("lista.pdf", files.pdf())}
    clerk.post(f"/urzad/wnioski/{on_paper.pk}/plik/", sent)
    assert Attachment.objects.get().purpose == "support"
    assert ">lista.pdf</a>" in factories.words(clerk.get(f"/urzad/wnioski/{on_paper.pk}/"))


def test_the_office_reads_at_the_proposal_what_its_author_was_written(visit, edition, cast):
    made = factories.draft(edition, cast.maria, title="Ławki")
    actions.submit(made, user=cast.maria, at=NOW)
    page = factories.words(visit.as_(cast.ewa).get(f"/urzad/wnioski/{made.pk}/"))
    assert Letter.objects.get().subject in page
    assert "maria@lipowo.example" in page


def test_letters_to_supporters_do_not_stand_at_the_proposal(visit, edition, cast):
    made = factories.proposal(edition, cast.maria)
    kept = {"town": edition.town, "about": f"proposal:{made.pk}", "written_at": NOW, "body": "x"}
    Letter.objects.create(template="support_confirm", address="s@x.example", subject="Poparcie", **kept)
    assert "s@x.example" not in factories.words(visit.as_(cast.ewa).get(f"/urzad/wnioski/{made.pk}/"))


def test_files_without_a_row_go_after_a_day_and_others_stay(edition, cast):
    made = factories.draft(edition, cast.maria)
    kept = actions.attach(made, SimpleUploadedFile("plan.pdf", files.pdf()), at=NOW)
    lost = default_storage.save("attachments/lost.pdf", ContentFile(b"x"))
    stored = default_storage.get_modified_time(lost)
    assert sweep_orphans(stored + timedelta(hours=23)) == 0
    assert sweep_orphans(stored + timedelta(hours=25)) == 1
    assert not default_storage.exists(lost)
    assert default_storage.exists(kept.file.name)
