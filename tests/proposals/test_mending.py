"""The office changes an application for its author: with a reason, told to the author, never over a newer version."""

from datetime import timedelta

import pytest

from tests import factories
from tests.journal.stories import told
from tests.moments import NOW
from wibo.editions.models import Edition
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal


@pytest.fixture
def made(edition, cast):
    return factories.proposal(edition, cast.maria, title="Ławki")


def path(made):
    return f"/urzad/wnioski/{made.pk}/zmien/"


def as_it_stands(visit, made):
    """The fields of the page as a browser would send them."""
    page = visit.get(path(made)).context
    fields = {bound.name: bound.value() for bound in page["form"]}
    for line in page["costs"]:
        fields |= {bound.html_name: bound.value() for bound in line}
    fields |= {"koszt-TOTAL_FORMS": "4", "koszt-INITIAL_FORMS": "1", "reason": "prośba autora"}
    return {name: value for name, value in fields.items() if value not in (None, "")}


def test_a_change_is_kept_told_to_the_author_and_to_the_journal(visit, made, cast):
    clerk = visit.as_(cast.jan)
    sent = as_it_stands(clerk, made) | {"title": "Ławki dębowe", "koszt-0-price": "12 000"}
    assert clerk.post(path(made), sent)["Location"] == f"/urzad/wnioski/{made.pk}/"
    now = Proposal.objects.get()
    assert (now.title, now.cost, now.location, now.number) == ("Ławki dębowe", 12_000_00, "Park", "1")
    assert told()[-1] == "Zmieniono we wniosku nr 1: Tytuł, Koszty. Powód: prośba autora"
    letter = Letter.objects.last()
    assert (letter.address, "zmienił: Tytuł, Koszty" in letter.body) == ("maria@lipowo.example", True)


def test_the_same_once_more_is_no_change_and_no_letter(visit, made, cast):
    clerk = visit.as_(cast.jan)
    before = Letter.objects.count(), len(told())
    clerk.post(path(made), as_it_stands(clerk, made))
    assert (Letter.objects.count(), len(told())) == before


def test_without_a_reason_nothing_changes(visit, made, cast):
    clerk = visit.as_(cast.jan)
    sent = as_it_stands(clerk, made) | {"title": "Inne"}
    del sent["reason"]
    assert "Wypełnij to pole" in factories.words(clerk.post(path(made), sent))
    assert Proposal.objects.get().title == "Ławki"


def test_over_a_newer_version_nothing_is_written(visit, made, cast):
    clerk = visit.as_(cast.jan)
    sent = as_it_stands(clerk, made)
    clerk.post(path(made), sent | {"title": "Nowsze"})
    page = clerk.post(path(made), sent | {"title": "Starsze"})
    assert "obie wersje" in factories.words(page)
    assert Proposal.objects.get().title == "Nowsze"


def test_after_the_freeze_and_after_withdrawal_nothing_changes(visit, made, cast, edition):
    clerk = visit.as_(cast.jan)
    sent = as_it_stands(clerk, made) | {"title": "Inne"}
    Proposal.objects.update(status="withdrawn")
    assert "wycofany" in factories.words(clerk.post(path(made), sent))
    Proposal.objects.update(status="submitted")
    Edition.objects.filter(pk=edition.pk).update(frozen_at=NOW)
    assert "zamrożona" in factories.words(clerk.post(path(made), sent))
    assert Proposal.objects.get().title == "Ławki"
    assert path(made) not in factories.words(clerk.get(f"/urzad/wnioski/{made.pk}/"))


def test_the_envelope_of_paper_can_be_mended_and_that_of_the_web_is_not_asked(visit, edition, cast, made):
    clerk, given = visit.as_(cast.jan), factories.on_paper(edition, cast.jan, arrived_by="post")
    earlier = NOW.date() - timedelta(days=3)
    sent = as_it_stands(clerk, given)
    assert (sent["author_name"], sent["arrived_by"]) == ("Jan Lis", "post")
    changed = {"received_on": earlier.isoformat(), "author_name": "Jan Lisek", "office_number": "BO.7"}
    clerk.post(path(given), sent | changed)
    now = Proposal.objects.get(pk=given.pk)
    assert (now.received_on, now.author_name, now.office_number) == (earlier, "Jan Lisek", "BO.7")
    assert told()[-1].startswith("Zmieniono we wniosku nr 2: ")
    for label in ("Data wpływu", "Imię i nazwisko wnioskodawcy", "Numer z rejestru urzędu"):
        assert label in told()[-1]
    assert "received_on" not in visit.get(path(made)).context["form"].fields


def test_paper_does_not_come_in_tomorrow(visit, edition, cast):
    clerk, given = visit.as_(cast.jan), factories.on_paper(edition, cast.jan, arrived_by="post")
    tomorrow = {"received_on": (NOW.date() + timedelta(days=1)).isoformat()}
    assert "w przyszłości" in factories.words(clerk.post(path(given), as_it_stands(clerk, given) | tomorrow))
    assert Proposal.objects.get().received_on == NOW.date()


def test_without_an_address_nobody_says_that_a_letter_went_out(visit, edition, cast):
    clerk, given = visit.as_(cast.jan), factories.on_paper(edition, cast.jan, arrived_by="post")
    clerk.post(path(given), as_it_stands(clerk, given) | {"title": "Inny"})
    page = factories.words(clerk.get(f"/urzad/wnioski/{given.pk}/"))
    assert "Autor nie ma adresu e-mail: wydrukuj list" in page
    assert "Do wydrukowania i wysłania pocztą" in page
