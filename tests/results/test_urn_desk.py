"""The page of the urn by its buttons, from the count to the last word."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import words
from tests.moments import NOW
from wibo.accounts.models import RoleGrant
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.results.models import CountJob, Publication
from wibo.results.reconciling import reconcile
from wibo.ui.seen import seen
from wibo.voting.models import Envelope, TwoPersonAct
from wibo.voting.urn.opening import open_urn


@pytest.fixture
def counted(edition, cast):
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    factories.projects(edition, 60_000_00, 50_000_00)
    edition = factories.reload(edition)
    for at, numbers in enumerate([(1, 2), (1,)]):
        factories.ballot(edition, at, *numbers)
    open_urn(edition, act=Act("dwie osoby", NOW))
    count_all(edition, act=Act("Anna", NOW))
    return edition


def page(visit):
    return words(visit.get("/urzad/urna/"))


def test_counting_publishing_revising_and_finishing(visit, counted, cast):
    visit.as_(cast.anna)
    visit.post("/urzad/urna/wynik/")
    assert CountJob.objects.get().done_at
    visit.post("/urzad/urna/oglos/", {"protests_until": "nie data"})
    assert not Publication.objects.exists()
    assert "Wpisz ostatni dzień na protesty jako datę albo zostaw puste." in page(visit)
    visit.post("/urzad/urna/oglos/", {"protests_until": ""})
    first = Publication.objects.get()
    assert first.final_at
    assert "Wynik ostateczny" in page(visit) or "ostateczny" in page(visit)


def test_a_fourth_annulment_of_a_day_waits_for_a_second_person(visit, edition, cast):
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    factories.projects(edition, 10_00)
    edition = factories.reload(edition)
    visit.as_(cast.anna)
    for at in range(4):
        receipt = factories.ballot(edition, at, 1).receipt
        sent = {"receipt": receipt, "reason": "N20", "note": "oddany za kogoś"}
        shown = visit.post("/urzad/glosy/uniewaznij/", sent)
        seen = dict(factories.HIDDEN.findall(shown.content.decode()))
        visit.post("/urzad/glosy/uniewaznij/", sent | seen)
    assert Envelope.objects.invalid().count() == 3
    act = TwoPersonAct.objects.get()
    assert act.told.startswith("głos przez internet z 10.10.2027, kod ")


@pytest.mark.parametrize(
    ("path", "page_after"),
    [
        ("/urzad/urna/wniosek/", "/urzad/urna/"),
        ("/urzad/urna/zmiana/", "/urzad/urna/"),
        ("/urzad/glosowanie/wstrzymaj/", "/urzad/glosowanie/"),
        ("/urzad/zestawienia/lista/wniosek/", "/urzad/zestawienia/"),
    ],
)
def test_a_reason_too_long_is_neither_cut_nor_called_missing(visit, counted, cast, path, page_after):
    visit.as_(cast.anna)
    visit.post("/urzad/urna/oglos/", {"protests_until": "31.12.2099"})
    assert not Publication.objects.get().final_at
    count_all(counted, act=Act("Anna", NOW))
    shown = {"widziane": seen(counted.pk, reconcile(counted).shown)} if "wniosek" in path else {}
    visit.post(path, {"reason": "x" * 301, **shown})
    said = words(visit.get(page_after))
    assert "Powód: Skróć do 300 znaków. Teraz jest ich 301." in said
    assert not Publication.objects.get().revised_at
    assert not TwoPersonAct.objects.exists()


def test_a_reason_is_kept_whole(visit, counted, cast):
    visit.as_(cast.anna)
    visit.post("/urzad/urna/oglos/", {"protests_until": "31.12.2099"})
    count_all(counted, act=Act("Anna", NOW))
    visit.post("/urzad/urna/zmiana/", {"reason": " "})
    assert "Napisz, dlaczego wynik się zmienia. Powód będzie publiczny." in page(visit)
    visit.post("/urzad/urna/zmiana/", {"reason": "ż" * 300})
    assert Publication.objects.get().revised_for == "ż" * 300
