"""Proposals: drafts without end, five handed in, files checked, paper ones, import from a file."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests import factories, files
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.proposals import actions, lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.proposing.costs import CostRow
from wibo.ui.publishing import TICK, asked_about_file

PDF = files.pdf()


def upload(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_handing_in_gives_a_number_an_entry_and_a_letter(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    assert (proposal.number, proposal.status) == ("1", Status.SUBMITTED)
    assert Entry.objects.get(kind="proposal-submitted").about == f"proposal:{proposal.pk}"
    letter = Letter.objects.get(template="proposal_submitted")
    assert "nr 1" in letter.subject
    assert cast.maria.email == letter.address


def test_drafts_are_many_and_five_are_handed_in(edition, cast):
    drafts = [factories.draft(edition, cast.maria, title=f"Szkic {at}") for at in range(8)]
    for draft in drafts[:5]:
        actions.submit(draft, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="5"):
        actions.submit(drafts[5], user=cast.maria, at=NOW)
    assert Proposal.objects.get(pk=drafts[5].pk).status == Status.DRAFT
    actions.withdraw(drafts[0], user=cast.maria, at=NOW)
    actions.submit(drafts[5], user=cast.maria, at=NOW)
    assert drafts[5].number == "6"


def test_an_incomplete_or_too_dear_draft_says_what_it_lacks(edition, cast):
    empty = factories.draft(edition, cast.maria, cost=None, location="", summary="")
    with pytest.raises(Refused, match=r"Napisz krótki opis\. Podaj miejsce\. Wypisz koszty"):
        actions.submit(empty, user=cast.maria, at=NOW)
    dear = factories.draft(edition, cast.maria, cost=200_000_00)
    with pytest.raises(Refused, match="Zmniejsz koszt: jest wyższy niż cała pula"):
        actions.submit(dear, user=cast.maria, at=NOW)


def test_nobody_else_moves_a_proposal(edition, cast):
    draft = factories.draft(edition, cast.maria)
    with pytest.raises(Refused):
        actions.submit(draft, user=cast.ewa, at=NOW)


@pytest.mark.parametrize("stage", [s for s in Stage if s is not Stage.SUBMISSION])
def test_outside_collecting_nothing_is_handed_in(edition, cast, stage):
    closed = factories.only_stages(edition, stage)
    with pytest.raises(Refused):
        actions.submit(factories.draft(closed, cast.maria), user=cast.maria, at=NOW)


def test_of_two_moves_at_once_one_wins(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    same = Proposal.objects.select_related("edition__town").get(pk=proposal.pk)
    lifecycle.move(proposal, Status.WITHDRAWN, user=cast.maria, now=NOW)
    with pytest.raises(Refused, match="Ktoś"):
        lifecycle.move(same, Status.WITHDRAWN, user=cast.maria, now=NOW)


def test_five_files_of_ten_megabytes(edition, cast, settings):
    draft = factories.draft(edition, cast.maria)
    for _ in range(5):
        actions.attach(draft, upload(), at=NOW)
    with pytest.raises(Refused, match="5"):
        actions.attach(draft, upload(), at=NOW)
    other = factories.draft(edition, cast.maria)
    exact = upload(content=files.pdf(settings.MAX_UPLOAD))
    assert actions.attach(other, exact, at=NOW).size == 10 * 1024 * 1024
    with pytest.raises(Refused, match="10 MB"):
        actions.attach(other, upload(content=PDF.ljust(settings.MAX_UPLOAD + 1)), at=NOW)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.exe", PDF),
        ("plan.svg", b"<svg/>"),
        ("plan.pdf", b"MZ\x90\x00" * 40),
        ("plan.pdf", b""),
        ("plan.docx", b"nie zip"),
        ("plan", PDF),
        ("zdjecie.png", PDF),
        ("plan.html", b"<script>"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(edition, cast, name, content):
    with pytest.raises(Refused):
        actions.attach(factories.draft(edition, cast.maria), upload(name, content), at=NOW)


def test_a_deleted_draft_takes_its_files_along(edition, cast, settings, django_capture_on_commit_callbacks):
    draft = factories.draft(edition, cast.maria)
    stored = actions.attach(draft, upload(), at=NOW).file
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_draft(draft)
    assert not stored.storage.exists(stored.name)
    with pytest.raises(Refused):
        actions.delete_draft(factories.proposal(edition, cast.maria))


def test_a_paper_proposal_goes_the_same_way(edition, cast):
    proposal = actions.register_paper(
        edition=edition,
        costs=[CostRow("Całość", 100)],
        received_on=date(2027, 10, 9),
        user=cast.jan,
        at=NOW,
        title="Huśtawki",
        pool=edition.pools.first(),
        author_name="Alicja Rak",
        author_email="rak@x.example",
    )
    assert (proposal.source, proposal.status, proposal.number) == ("paper", Status.SUBMITTED, "1")
    assert Entry.objects.get(about=f"proposal:{proposal.pk}").by == "Jan Testowa"
    assert Letter.objects.get().address == "rak@x.example"


def test_numbers_sort_naturally(edition, cast):
    for _ in range(11):
        actions.register_paper(
            edition=edition,
            costs=[CostRow("x", 1)],
            received_on=date(2027, 10, 9),
            user=cast.jan,
            at=NOW,
            title="t",
        )
    numbers = list(Proposal.objects.in_order().values_list("number", flat=True))
    assert numbers == [str(number) for number in range(1, 12)]


def test_search_ignores_case_and_diacritics(edition, cast):
    factories.proposal(edition, cast.maria, title="Żółw przy ŚCIEŻCE")
    assert Proposal.objects.matching("zolw przy sciezce").count() == 1
    assert Proposal.objects.matching("ŻÓŁW").count() == 1
    assert Proposal.objects.matching("jeż").count() == 0


def test_the_database_itself_keeps_numbers_unique_and_given(edition, cast):
    first = factories.proposal(edition, cast.maria)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=factories.draft(edition, cast.maria).pk).update(number=first.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=first.pk).update(number="")


def test_a_file_name_is_not_cut(edition, cast):
    draft = factories.draft(edition, cast.maria)
    with pytest.raises(Refused, match="Nazwa pliku jest za długa"):
        actions.attach(draft, upload(name=f"{'a' * 150}.pdf"), at=NOW)


def test_a_cost_of_nothing_is_a_cost(edition, cast):
    proposal = factories.proposal(edition, cast.maria, cost=0)
    factories.formally(proposal, cast.ewa)
    factories.on_merit(proposal, cast.piotr, cost=0)
    assert proposal.status == Status.ADMITTED


def test_a_supplement_comes_back(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    assert proposal.status == Status.RETURNED
    actions.supplement(proposal, user=cast.maria, at=NOW)
    assert proposal.status == Status.SUBMITTED


def test_a_file_is_shown_only_by_an_act_and_only_then_to_everyone(visit, edition, cast):
    draft = factories.draft(edition, cast.maria)
    attachment = actions.attach(draft, upload(), at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    path = f"/pliki/{attachment.pk}/"
    assert visit.get(path).status_code == 404
    with attachment.file.open() as file:
        mark = asked_about_file(file.read(), attachment.name).mark
    shown = visit.as_(cast.jan).post(f"/urzad/pliki/{attachment.pk}/jawnosc/", {TICK: mark})
    assert shown.status_code == 302
    visit.client.logout()
    response = visit.get(path)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(kind="attachment-shown").count() == 1


def test_a_paper_of_tomorrow_is_refused_and_one_of_today_in_warsaw_is_taken(edition, cast):
    past_midnight = datetime(2027, 10, 10, 22, 30, tzinfo=UTC)
    text = {
        "title": "Hamak",
        "location": "Park",
        "summary": "Hamak",
        "justification": "Odpoczynek",
        "pool": edition.pools.get(),
        "author_name": "Adam Lis",
    }
    values = {
        "edition": edition,
        "costs": [CostRow("Hamak", 500_00)],
        "user": cast.jan,
        "at": past_midnight,
        **text,
    }
    with pytest.raises(Refused, match="w przyszłości"):
        actions.register_paper(received_on=date(2027, 10, 12), **values)
    assert actions.register_paper(received_on=date(2027, 10, 11), **values).received_on == date(2027, 10, 11)
