"""A fixed cast in two towns, a clock that tests set, and keys in a temporary folder."""

import os

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django_scopes import scope

from tests import factories, migrated, rows
from tests.moments import NOW
from wibo.memory import forget

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("long", max_examples=5000, deadline=None)
# A change of the code is noticed by few examples or not at all.
hypothesis.settings.register_profile("mutants", max_examples=25, deadline=None, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """What has been migrated for the run is there before Django asks which migrations wait."""
    with migrated.used_by(connection):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Rows begin past a thousand, and those of no two tables are the same.

    So a test notices a row that is printed as people read numbers, and one that is sought in another's table.
    """
    with django_db_blocker.unblock():
        rows.begin_apart(connection)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.KEYS_DIR = tmp_path / "keys"
    settings.PRIVATE_KEYS_DIR = tmp_path / "private"
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.IS_WORKER = True
    forget("keys")
    forget("rows")
    cache.clear()
    yield
    forget("keys")


@pytest.fixture
def town(db):
    """The town of most tests, in scope."""
    found = factories.town("lipowo")
    with scope(town=found):
        yield found


@pytest.fixture
def stranger_town(db):
    """Another town, whose things must never show."""
    return factories.town("obce")


@pytest.fixture
def cast(town):
    """Maria (resident), Jan (clerk), Ewa and Piotr (evaluators), Anna (coordinator), Tadeusz (commission)."""
    return factories.cast(town)


@pytest.fixture
def edition(town):
    """An edition with one pool in which every stage is open at once."""
    return factories.edition(town)


@pytest.fixture
def now():
    """The moment of the test."""
    return NOW


@pytest.fixture
def visit(client, town, monkeypatch):
    """A browser at the town's host at the moment NOW; `visit.as_(user)` signs in."""
    made = factories.Visitor(client, town, monkeypatch, NOW)
    yield made
    made.close()
