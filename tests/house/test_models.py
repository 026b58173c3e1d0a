"""A row of every model, made by the acts that make it: what no act of the worlds makes is not proved to be makeable."""

from datetime import timedelta

import pytest
from django.apps import apps
from django_scopes import scope, scopes_disabled

from tests import factories
from tests.moments import NOW
from tests.worlds import WORLDS
from wibo.access.throttling import Throttle
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.service.actions import announce, create_operator

HOUR = timedelta(hours=1)
OURS = {model for model in apps.get_models() if model.__module__.startswith("wibo.")}


def filled():
    """The models that have a row now, in whichever town."""
    with scopes_disabled():
        return {model for model in OURS if model._default_manager.exists()}


@pytest.fixture
def made(db, monkeypatch):
    """What the worlds, one town each, leave behind."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    found = set()
    for number, make in enumerate(WORLDS.values()):
        town = factories.town(f"gmina{number}")
        with scope(town=town):
            make(town)
    tick(NOW)
    create_operator(email="ola@wibo.example", name="Ola", password="haslo bardzo dlugie 1", at=NOW)
    Throttle("test", 1, 1).take("ktoś")
    announce({"text": "Przerwa", "shown_from": NOW, "shown_until": NOW + HOUR}, act=Act("Ola", NOW))
    return found | filled()


def test_every_model_has_a_row_that_an_act_has_made(made):
    missing = sorted(model.__name__ for model in OURS - made)
    assert not missing, missing
