"""Prints of applications: one, all with contents, the list of support, and the one that goes with a letter."""

from io import BytesIO

import pytest
from django.core import mail
from pypdf import PdfReader

from tests import factories
from wibo.letters.models import Letter
from wibo.letters.tasks import deliver
from wibo.proposals.models import Proposal


def words_of(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def is_tagged(content):
    return "/MarkInfo" in PdfReader(BytesIO(content)).root_object


@pytest.fixture
def patterned(edition):
    edition.number_pattern = "BO.{rok}.{nr}"
    edition.save()
    return factories.reload(edition)


def test_an_application_is_printed_whole(visit, patterned, cast):
    made = factories.proposal(patterned, cast.maria, description="Dębowe, z oparciem", upkeep=120_00)
    answer = visit.as_(cast.maria).get(f"/moje/{made.pk}/wniosek.pdf")
    text = words_of(answer.content)
    for part in (
        "BO.2027.1",
        "Dębowe, z oparciem",
        "10 000,00 zł",
        "Utrzymanie: 120,00 zł",
        f"/wnioski/{made.pk}/",
    ):
        assert part in text.replace("\xa0", " ")
    assert is_tagged(answer.content)


def test_all_applications_are_one_file_with_contents(visit, patterned, cast):
    for title in ("Ławki", "Drzewa", "Plac zabaw"):
        factories.proposal(patterned, cast.maria, title=title)
    factories.draft(patterned, cast.maria, title="Sekretny szkic")
    answer = visit.as_(cast.jan).get("/urzad/wnioski/wszystkie-1.pdf")
    reader = PdfReader(BytesIO(answer.content))
    contents = reader.pages[0].extract_text()
    assert [title for title in ("Ławki", "Drzewa", "Plac zabaw") if title in contents] == [
        "Ławki",
        "Drzewa",
        "Plac zabaw",
    ]
    assert len(reader.pages) == 4
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert "Sekretny" not in words_of(answer.content)
    assert is_tagged(answer.content)


def test_with_nothing_handed_in_the_list_says_so(visit, edition, cast):
    answer = visit.as_(cast.jan).get("/urzad/wnioski/wszystkie-1.pdf")
    assert answer["Location"] == "/urzad/wnioski/"


def test_a_list_of_support_has_a_line_for_each_signature_and_some_more(visit, edition, cast):
    edition.pools.update(signatures=40)
    edition.support_clause = "Klauzula naszej gminy."
    edition.save()
    draft = factories.draft(factories.reload(edition), cast.maria, title="Ławki")
    answer = visit.as_(cast.maria).get(f"/moje/{draft.pk}/lista-poparcia.pdf")
    text = words_of(answer.content)
    assert "Klauzula naszej gminy." in text
    assert " 48. " in f"{text} "
    assert " 49." not in text
    assert is_tagged(answer.content)


def test_the_letter_of_handing_in_brings_the_application(patterned, cast):
    made = factories.proposal(patterned, cast.maria, title="Ławki")
    letter = Letter.objects.get(template="proposal_submitted")
    assert "BO.2027.1" in letter.subject
    Proposal.objects.filter(pk=made.pk).update(title="Ławki dębowe")
    mail.outbox.clear()
    Letter.objects.filter(pk=letter.pk).update(sent_at=None)
    deliver.call(letter.pk)
    name, content, kind = mail.outbox[-1].attachments[0]
    assert (name, kind) == ("wniosek-1.pdf", "application/pdf")
    assert "Ławki dębowe" in words_of(content)


def test_a_letter_about_what_is_gone_goes_without_it(edition, cast):
    factories.proposal(edition, cast.maria)
    Letter.objects.update(sent_at=None, enclosed=10**9)
    mail.outbox.clear()
    deliver.call(Letter.objects.get().pk)
    assert mail.outbox[0].attachments == []


def test_the_number_is_short_on_lists_and_in_the_pattern_on_pages(visit, patterned, cast):
    made = factories.proposal(patterned, cast.maria)
    assert "Wniosek nr BO.2027.1" in factories.words(visit.get(f"/wnioski/{made.pk}/"))
    assert made.number == "1"
    assert "BO.2027.1" not in factories.words(visit.get("/wnioski/"))
    assert "Ławki" in factories.words(visit.get("/wnioski/?szukaj=bo.2027.1"))


def test_very_many_are_printed_in_parts_that_miss_none(visit, patterned, cast, monkeypatch):
    for module in ("wibo.proposals.printing", "wibo.documents.applications.data"):
        monkeypatch.setattr(f"{module}.TOGETHER", 2)
    for title in ("Ławki", "Drzewa", "Plac zabaw"):
        factories.proposal(patterned, cast.maria, title=title)
    clerk = visit.as_(cast.jan)
    page = factories.words(clerk.get("/urzad/wnioski/"))
    assert "wszystkie-1.pdf" in page
    assert "wszystkie-2.pdf" in page
    assert "wszystkie-3.pdf" not in page
    for beyond in (0, 3, 2**63 - 1):
        assert clerk.get(f"/urzad/wnioski/wszystkie-{beyond}.pdf").status_code == 404
    second = words_of(clerk.get("/urzad/wnioski/wszystkie-2.pdf").content)
    assert "Plac zabaw" in second
    assert "Drzewa" not in second
