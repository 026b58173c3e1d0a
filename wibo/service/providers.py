"""The operator enters where people of a town may sign in."""

from django.db import transaction
from django_scopes import scope

from wibo.access.refusal import Refused
from wibo.accounts.models import Provider
from wibo.accounts.provider import is_reachable, sealed
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import ProviderSet
from wibo.towns.models import Town


def provider_in(town: Town) -> Provider | None:
    """What is entered for the town, also what is switched off."""
    with scope(town=town):
        found: Provider | None = Provider.objects.filter(town=town).first()
    return found


def set_provider(
    town: Town,
    *,
    name: str,
    issuer: str,
    client: str,
    secret: str,
    for_residents: bool,
    is_on: bool,
    act: Act,
) -> Provider:
    """Enter a provider or change it; an empty secret stays what it was. Raises Refused for one that does not answer."""
    if is_on and not is_reachable(issuer):
        raise Refused("Pod tym adresem nie odpowiada dostawca OpenID Connect. Sprawdź go.", "issuer")
    with scope(town=town), transaction.atomic():
        found = Provider.objects.select_for_update().filter(town=town).first() or Provider(town=town)
        if not (secret or found.pk):
            raise Refused("Wpisz sekret klienta, który podał dostawca.", "secret")
        if secret:
            found.sealed = sealed(secret)
        found.name, found.issuer, found.client = name, issuer.rstrip("/"), client
        found.for_residents, found.is_on = for_residents, is_on
        found.mark = found.new_mark()
        found.save()
        whom = "dla wszystkich" if for_residents else "dla osób, które mają konto"
        record(ProviderSet(name, found.issuer, found.state, whom), act, town=town, about=found)
    return found
