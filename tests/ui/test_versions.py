"""Nobody writes over what they have not seen: two devices, two officials, a page from before."""

import pytest
from django.utils import timezone

from tests import factories
from tests.moments import NOW
from wibo.editions.models import Edition, Pool, StageWindow
from wibo.proposals.models import Proposal

NEW = "/moje/nowy/"
IDEA = {"title": "Ławki", "summary": "Sześć"}
TEXT = {"description": "", "justification": "Dla ludzi"}
COSTS = {"koszt-TOTAL_FORMS": "1", "koszt-INITIAL_FORMS": "0", "koszt-0-name": "Ławka"}


@pytest.fixture
def maria(visit, edition, cast):
    visit.as_(cast.maria)
    return visit


def plain(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_draft_saved_on_two_devices_loses_neither_text(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    path = f"/moje/{draft.pk}/krok/opis/"
    laptop, phone = maria.hidden(path), maria.hidden(path)
    assert maria.post(path, {**TEXT, **phone, "description": "Z telefonu"}).status_code == 302
    page = maria.post(path, {**TEXT, **laptop, "description": "Z laptopa"})
    assert page.status_code == 200
    assert "Z telefonu" in plain(page)
    assert "Z laptopa" in plain(page)
    assert Proposal.objects.get().description == "Z telefonu"
    again = {"wersja": page.context["form"].data["wersja"]}
    assert maria.post(path, {**TEXT, **again, "description": "Z obu"}).status_code == 302
    assert Proposal.objects.get().description == "Z obu"


def test_costs_belong_to_the_version(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    path = f"/moje/{draft.pk}/krok/koszty/"
    old = maria.hidden(path)
    maria.post(path, {**COSTS, "koszt-0-price": "200"})
    page = maria.post(path, {**COSTS, **old, "koszt-0-price": "300"})
    assert page.status_code == 200
    assert "Ławka: 1 szt. po 200,00 zł" in plain(page)
    assert Proposal.objects.get().cost == 200_00


def test_saving_twice_after_back_makes_no_second_draft(maria):
    page = maria.hidden(NEW)
    assert maria.post(NEW, {**IDEA, **page}).status_code == 302
    assert maria.post(NEW, {**IDEA, **page}).status_code == 302, "the same once more is no conflict"
    changed = maria.post(NEW, {**IDEA, **page, "title": "Ławki i kosze"})
    assert changed.status_code == 200
    assert "Ławki i kosze" in plain(changed)
    assert Proposal.objects.get().title == "Ławki"


def test_two_opened_pages_are_two_drafts(maria):
    for _ in range(2):
        maria.post(NEW, {**IDEA, **maria.hidden(NEW)})
    assert Proposal.objects.count() == 2


POOL = {
    "name": "Pula ogólna",
    "amount": "100000",
    "position": "1",
    "vote_type": "approval",
    "min_length": "1",
    "max_length": "3",
    "rule": "greedy",
    "on_misfit": "skip",
    "threshold": "0",
    "reason": "uchwała",
}


def office_pages(edition):
    pool = edition.pools.get()
    yield f"/urzad/edycja/pula/{pool.pk}/", POOL, {"amount": "200000"}, {"amount": "300000"}
    settings = {"name": "BO", "regulations": "", "max_proposals": "5", "max_attachments": "5", "reason": "x"}
    settings |= {"identity_days": "30", "record_years": "5"}
    yield "/urzad/edycja/ustawienia/", settings, {"max_proposals": "7"}, {"max_proposals": "9"}
    rules = {"min_voter_age": "0", "guardian_age": "0", "residence_declaration": "on", "reason": "x"}
    yield "/urzad/edycja/zasady/kto/", rules, {"min_voter_age": "13"}, {"min_voter_age": "16"}


@pytest.mark.parametrize("which", [0, 1, 2])
def test_the_second_official_sees_what_the_first_has_saved(visit, edition, cast, which):
    visit.as_(cast.anna)
    path, values, hers, his = list(office_pages(edition))[which]
    opened = visit.hidden(path)
    assert visit.post(path, {**values, **opened, **hers}).status_code == 302
    page = visit.post(path, {**values, **opened, **his})
    assert page.status_code == 200
    assert "Ktoś zmienił te dane" in plain(page)
    found = Edition.objects.get(pk=edition.pk)
    stored = [Pool.objects.get().amount == 200_000_00, found.max_proposals == 7, found.min_voter_age == 13]
    assert stored[which]


def test_dates_of_stages_belong_to_the_version(visit, edition, cast):
    visit.as_(cast.anna)
    path = "/urzad/edycja/harmonogram/"
    opened = visit.hidden(path)
    StageWindow.objects.filter(edition=edition, stage="submission").update(
        closes_at=NOW + timezone.timedelta(days=3)
    )
    page = visit.post(path, {**opened, "reason": "x"})
    assert "Ktoś zmienił te dane" in plain(page)


def test_a_form_without_its_version_saves_nothing(visit, edition, cast):
    visit.as_(cast.anna)
    path = f"/urzad/edycja/pula/{edition.pools.get().pk}/"
    assert visit.post(path, {**POOL, "wersja": "", "amount": "5"}).status_code == 200
    assert Pool.objects.get().amount == 100_000_00
