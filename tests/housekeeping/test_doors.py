"""Doctor knows the ways into accounts: providers, links to them, and the operator's sessions."""

from datetime import timedelta

import pytest

from tests.moments import NOW
from wibo.accounts import support
from wibo.accounts.models import Provider, ProviderAccount, SupportSession
from wibo.accounts.provider import account_of
from wibo.housekeeping.doctor.people import of_doors
from wibo.journal.acts import Act
from wibo.service.providers import set_provider

ANNA, OLA = Act("Anna", NOW), Act("operator Ola", NOW)


@pytest.fixture
def doors(town, cast, monkeypatch):
    """A provider, Maria's link to it, and a session of support."""
    monkeypatch.setattr("wibo.service.providers.is_reachable", lambda issuer: True)
    values = {"name": "Urząd", "issuer": "https://login.example", "client": "wibo", "secret": "s"}
    provider = set_provider(town, **values, for_residents=False, is_on=True, act=OLA)
    person = {"sub": "1", "email": cast.maria.email, "email_verified": True}
    monkeypatch.setattr("wibo.accounts.provider._said", lambda client, request: person)
    account_of(None, provider, NOW)
    support.open_support(town, 2, "awaria", act=ANNA)


def test_of_what_this_program_wrote_nothing_is_said(doors):
    assert list(of_doors()) == []


@pytest.mark.parametrize(
    ("model", "changes", "said"),
    [
        (Provider, {"issuer": "https://zlo.example"}, "dostawcę logowania zmieniono poza systemem"),
        (Provider, {"is_on": False}, "dostawcę logowania zmieniono poza systemem"),
        (ProviderAccount, {"subject": "2"}, "połączenie z dostawcą logowania zapisano poza systemem"),
        (SupportSession, {"until": NOW + timedelta(days=900)}, "sesję wsparcia operatora zapisano"),
    ],
)
def test_what_was_written_beside_it_is_found(doors, model, changes, said):
    model.objects.update(**changes)
    assert [finding for finding in of_doors() if said in finding]


def test_a_provider_of_before_that_is_put_back_is_found(town, doors):
    earlier = Provider.objects.values().get()
    values = {"name": "Urząd", "issuer": "https://nowy.example", "client": "wibo", "secret": "s"}
    set_provider(town, **values, for_residents=False, is_on=True, act=OLA)
    assert list(of_doors()) == []
    # The row as it was, with the mark that it had.
    Provider.objects.update(**{name: value for name, value in earlier.items() if name != "id"})
    assert list(of_doors()) == ["dostawcę logowania zmieniono poza systemem"]
