"""Data of people in what everyone will read: the author is told before handing in, the office before it shows a file."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.moments import NOW
from wibo.editions.models import Question
from wibo.journal.acts import Act
from wibo.proposals.models import Answer, Attachment
from wibo.proposals.paperwork import attach_for_office
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.proposing.parts import Purpose

ADAM = make(date(1980, 1, 1), 1, Sex.MALE)
TOLD = "Twój wniosek przeczytają wszyscy."


def test_an_author_is_told_which_part_holds_what_before_handing_in(visit, cast, edition):
    draft = factories.draft(edition, cast.maria, description=f"Dzwońcie: tel. 600 700 800, {ADAM}")
    page = factories.words(visit.as_(cast.maria).get(f"/moje/{draft.pk}/"))
    assert TOLD in page
    assert re.search(rf"Dokładny opis: numer PESEL \({ADAM[:4]}…\) i\snumer telefonu \(600700800\)\.", page)
    # It is asked about, not forbidden.
    assert "Złóż wniosek" in page


def test_nothing_is_told_of_a_proposal_without_such_data(visit, cast, edition):
    draft = factories.draft(edition, cast.maria)
    assert TOLD not in factories.words(visit.as_(cast.maria).get(f"/moje/{draft.pk}/"))


@pytest.mark.parametrize("is_public", [True, False])
def test_of_answers_those_that_everyone_reads_are_looked_through(visit, cast, edition, is_public):
    question = Question.objects.create(edition=edition, label="Kto pomoże?", kind="text", is_public=is_public)
    draft = factories.draft(edition, cast.maria)
    Answer.objects.create(proposal=draft, question=question, text="jan@poczta.example")
    page = factories.words(visit.as_(cast.maria).get(f"/moje/{draft.pk}/"))
    assert ("Kto pomoże?: adres e-mail (jan@poczta.example)." in page) is is_public


def test_the_office_reads_the_same_on_its_page(visit, cast, edition):
    proposal = factories.proposal(edition, cast.maria, summary=f"Zgłasza {ADAM}")
    page = factories.words(visit.as_(cast.jan).get(f"/urzad/wnioski/{proposal.pk}/"))
    assert "a wygląda na dane osób" in page


@pytest.fixture
def attached(edition, cast):
    """A function: a file with these words at a proposal of the edition."""
    proposal = factories.proposal(edition, cast.maria)

    def make_one(words):
        upload = SimpleUploadedFile("opis.pdf", files.written_pdf(words))
        return attach_for_office(proposal, upload, Purpose.OTHER, act=Act("Jan", NOW))

    return make_one


def show(visit, file, **data):
    return visit.post(f"/urzad/pliki/{file.pk}/jawnosc/", data)


def is_shown(file):
    return Attachment.objects.get(pk=file.pk).is_public


def test_a_file_with_nothing_of_people_is_shown_at_once(visit, cast, attached):
    file = attached("Ławki")
    assert show(visit.as_(cast.jan), file).status_code == 302
    assert is_shown(file)


def test_a_file_with_a_number_is_shown_only_after_the_question(visit, cast, attached):
    file = attached(f"PESEL {ADAM}")
    asked = factories.words(show(visit.as_(cast.jan), file))
    assert "W pliku jest numer PESEL (" in asked
    assert not is_shown(file)
    mark = re.search(r'name="jawne" value="([\w-]+)"', asked)[1]
    show(visit, file, jawne="inny")
    assert not is_shown(file)
    show(visit, file, jawne=mark)
    assert is_shown(file)


def test_a_file_that_is_shown_is_hidden_without_a_question(visit, cast, attached):
    file = attached(f"PESEL {ADAM}")
    Attachment.objects.filter(pk=file.pk).update(is_public=True)
    assert show(visit.as_(cast.jan), file).status_code == 302
    assert not is_shown(file)
