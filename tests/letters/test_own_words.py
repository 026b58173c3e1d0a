"""What a town adds to its letters, and letters as pages: nothing of the letter itself is lost."""

import re
from pathlib import Path

import pytest
from django.core import mail

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.letters.actions import write
from wibo.letters.models import Letter, OwnWords, PassedOn
from wibo.letters.names import NAMES, PASSING
from wibo.letters.own_words import own_words, reword
from wibo.letters.passing import pass_on
from wibo.letters.tasks import deliver

ANNA = Act("Anna", NOW)
TEMPLATES = Path(__file__).resolve().parents[2] / "wibo" / "letters" / "templates" / "letters"
KINDS = {path.stem for path in TEMPLATES.glob("*.txt") if not path.stem.startswith("_")}
PAGE = "/urzad/teksty/listy/proposal_withdrawn/"


def withdrawn(edition, cast):
    """The body of a letter of one kind."""
    proposal = factories.proposal(edition, cast.maria)
    return write("proposal_withdrawn", town=edition.town, address=cast.maria.email, at=NOW, proposal=proposal)


def test_every_letter_has_a_name():
    assert set(NAMES) | set(PASSING) == KINDS


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_every_letter_begins_with_a_greeting_after_which_words_can_stand(kind):
    subject, greeting, blank = (TEMPLATES / f"{kind}.txt").read_text("utf-8").splitlines()[:3]
    assert greeting.startswith("Dzień dobry")
    assert not blank
    assert subject


def test_own_words_stand_after_the_greeting_and_at_the_end_and_the_rest_is_as_it_was(edition, cast):
    usual = withdrawn(edition, cast).body
    reword(edition.town, "proposal_withdrawn", "To my.", "Pytania? Zadzwoń.", act=ANNA)
    said = withdrawn(edition, cast).body
    greeting, opening, *rest, closing = said.rstrip().split("\n\n")
    assert (opening, closing) == ("To my.", "Pytania? Zadzwoń.")
    number = re.compile(r"nr \d+|/\d+/")
    assert number.sub("#", "\n\n".join([greeting, *rest])) == number.sub("#", usual.rstrip())


def test_words_of_one_letter_and_of_one_town_are_in_no_other(edition, cast, stranger_town):
    reword(edition.town, "result", "To my.", "", act=ANNA)
    assert "To my." not in withdrawn(edition, cast).body
    assert own_words(stranger_town, "result") is None


def test_back_to_the_usual_letter_in_one_act_keeps_what_was(visit, edition, cast):
    reword(edition.town, "proposal_withdrawn", "To my.", "", act=ANNA)
    page = visit.as_(cast.anna).get(PAGE).text
    version = re.search(r'name="wersja" value="(\w+)"', page)[1]
    visit.post(PAGE, {"opening": "", "closing": "", "wersja": version})
    assert own_words(edition.town, "proposal_withdrawn") is None
    assert "To my." in visit.get(PAGE).text
    assert OwnWords.objects.count() == 2


def test_a_preview_keeps_nothing(visit, edition, cast):
    page = factories.words(
        visit.as_(cast.anna).post(PAGE, {"opening": "To my.", "closing": "", "podglad": ""})
    )
    assert "<p>To my.</p>" in page
    assert not OwnWords.objects.exists()


def test_who_writes_over_what_another_has_written_meanwhile_is_told(visit, edition, cast):
    hidden = visit.as_(cast.anna).hidden(PAGE)
    reword(edition.town, "proposal_withdrawn", "Pierwsza.", "", act=ANNA)
    answer = visit.post(PAGE, {**hidden, "opening": "Druga.", "closing": ""})
    assert "Ktoś zmienił te dane" in answer.text
    assert own_words(edition.town, "proposal_withdrawn").opening == "Pierwsza."


def test_a_kind_that_there_is_not_has_no_page_and_no_words(visit, town, edition, cast):
    assert visit.as_(cast.anna).get("/urzad/teksty/listy/nic/").status_code == 404
    with pytest.raises(Refused):
        reword(town, "contact_code", "Drożej.", "", act=ANNA)


def test_a_letter_goes_as_words_and_as_a_page_that_says_the_same(edition, cast):
    edition.town.colour = "#123456"
    edition.town.save()
    letter = withdrawn(edition, cast)
    Letter.objects.filter(pk=letter.pk).update(
        body="Dzień <dobry>,\n\nZobacz: http://lipowo.localhost/moje/1/\n"
    )
    mail.outbox.clear()
    Letter.objects.filter(pk=letter.pk).update(sent_at=None, next_try_at=None)
    deliver.call(letter.pk)
    sent = mail.outbox[-1]
    page, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "Dzień &lt;dobry&gt;," in page
    assert '<a href="http://lipowo.localhost/moje/1/"' in page
    assert "#123456" in page
    assert not re.search(r"<img|<script|src=|@import", page)


def test_messages_that_pass_are_counted_by_day_and_never_named(town, settings):
    for _ in range(2):
        pass_on("contact_code", town=town, to="ola@poczta.example", code="123456")
    row = PassedOn.objects.get()
    assert (row.template, row.is_sms, row.sent, row.failed) == ("contact_code", False, 2, 0)
    kept = " ".join(str(value) for value in PassedOn.objects.values_list().get())
    assert "ola" not in kept
    assert "123456" not in kept


def test_the_page_of_letters_tells_sums_and_nobodys_address(visit, edition, cast):
    withdrawn(edition, cast)
    pass_on("contact_code", town=edition.town, to="ola@poczta.example", code="123456")
    page = factories.words(visit.as_(cast.anna).get("/urzad/teksty/listy/"))
    assert "Wniosek wycofany" in page
    assert "Numer do głosowania" in page
    assert cast.maria.email not in page
    assert "ola@" not in page
