"""Every model belongs to a town, reads outside a scope raise, and foreign rows are neither found nor written."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django_scopes import ScopeError, scope

from tests import factories
from tests.house.test_access import CLOSED
from tests.house.urls import patterns
from tests.rows import begin_apart
from wibo.access.models import Tries
from wibo.proposals.models import Proposal
from wibo.service.models import Announcement, Operator
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, WrongTown

GLOBAL = {Town, Operator, Announcement, Tries}
OURS = [model for model in apps.get_models() if model.__module__.startswith("wibo.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_is_owned_by_a_town(model):
    assert model in GLOBAL or issubclass(model, TownOwned)


@pytest.mark.parametrize("model", [m for m in OURS if m not in GLOBAL], ids=lambda model: model.__name__)
def test_a_query_without_a_town_raises(db, model):
    with pytest.raises(ScopeError):
        model.objects.count()


@pytest.mark.parametrize("model", [m for m in OURS if m not in GLOBAL], ids=lambda model: model.__name__)
def test_the_path_to_the_town_is_real(model):
    step = model
    for name in model.town_path.split("__"):
        step = step._meta.get_field(name).related_model
    assert step is Town


def test_a_row_of_another_town_is_not_written(town, stranger_town):
    with scope(town=stranger_town):
        theirs = factories.edition(stranger_town)
    with pytest.raises(WrongTown):
        Proposal(edition=theirs, title="x", created_at=factories.NOW, saved_at=factories.NOW).save()
    with pytest.raises(WrongTown):
        Proposal.objects.bulk_create([Proposal(edition=theirs, title="x")])


def everything_of(town):
    """A town with one of each thing that an address can name, and its ids by URL name."""
    with scope(town=town):
        people = factories.cast(town)
        edition = factories.edition(town)
        proposal = factories.proposal(edition, people.maria)
        projects = factories.projects(edition, 100)
        factories.ballot(edition, 0, 1)
    return people, edition, proposal, projects


def ids_in(town):
    with scope(town=town):
        return {
            pk for model in OURS if model not in GLOBAL for pk in model.objects.values_list("pk", flat=True)
        }


def one_of_each(town):
    with scope(town=town):
        rows = [model.objects.values_list("pk", flat=True).first() for model in OURS if model not in GLOBAL]
    return {pk for pk in rows if pk is not None}


def test_things_of_another_town_are_404(visit, cast, edition, stranger_town):
    # Each table has numbers of its own, so that one of each is one of everything an address could name.
    begin_apart(connection, 6_200)
    everything_of(stranger_town)
    foreign = sorted(one_of_each(stranger_town) - ids_in(visit.town))
    assert len(foreign) > 10
    for name, pattern in patterns():
        key = next((key for key in ("pk", "pool") if key in pattern.pattern.converters), None)
        if key is None:
            continue
        needed = pattern.callback.access
        user = next(user for user in vars(cast).values() if needed is None or user.can(needed))
        browser = visit.as_(user)
        others = dict.fromkeys(pattern.pattern.converters.keys() - {key}, 1)
        for pk in foreign:
            path = reverse(name, kwargs={key: pk, **others}, urlconf="wibo.config.urls")
            response = browser.get(path)
            assert response.status_code in (302, 404, 405), (name, response.status_code)


def test_a_session_of_one_town_is_void_in_another(client, visit, cast, stranger_town):
    visit.as_(cast.anna)
    assert visit.get("/urzad/").status_code == 200
    there = client.get("/urzad/", headers={"host": "obce.localhost"})
    assert there.status_code == 302


def test_an_unknown_host_is_404(client, db):
    assert client.get("/", headers={"host": "nikt.localhost"}).status_code == 404


def test_closed_addresses_exist():
    assert len(CLOSED) > 30
