"""Whether who may do what, and who may vote, is what the journal says."""

from collections.abc import Iterator
from typing import Any

from wibo.access.permissions import LABELS, Role
from wibo.accounts.models import (
    Passkey,
    Provider,
    ProviderAccount,
    RoleGrant,
    SecondFactor,
    SupportSession,
    User,
)
from wibo.editions.models import Edition
from wibo.journal.events.electorate import RegisterAdded, RegisterImported, RegisterMended, RegisterRemoved
from wibo.journal.events.people import ProviderSet, RoleGranted, RoleRevoked
from wibo.journal.models import Entry
from wibo.retention.models import Erasure
from wibo.rulebook.calendar.keeping import Clock
from wibo.rulebook.people.identity import IdentityKind
from wibo.voting.electorate.register import digest_of_register
from wibo.voting.models import Participation, RegisterEntry, VotingCode


def of_roles() -> Iterator[str]:
    """Roles that nobody has granted, and granted ones that are gone."""
    held = {(grant.user_id, LABELS[Role(grant.role)]) for grant in RoleGrant.objects.all()}
    told: set[tuple[int, str]] = set()
    kinds = (RoleGranted.kind, RoleRevoked.kind)
    for entry in Entry.objects.filter(kind__in=kinds).order_by("pk"):
        one = (int(entry.about.partition(":")[2]), str(entry.facts["role"]))
        if entry.kind == RoleGranted.kind:
            told.add(one)
        else:
            told.discard(one)
    yield from (f"konto {user} ma rolę „{role}”, której nikt nie nadał" for user, role in sorted(held - told))
    yield from (f"konto {user} nie ma nadanej roli „{role}”" for user, role in sorted(told - held))


def of_accounts() -> Iterator[str]:
    """Accounts whose address or password was written beside this program."""
    for user in User.objects.order_by("pk").iterator(500):
        if not user.is_genuine:
            yield f"konto {user.pk}: adres albo hasło zmieniono poza systemem, więc nie da się na nie zalogować"


def of_doors() -> Iterator[str]:
    """Ways into accounts that were written beside this program, or that the journal does not know."""
    for provider in Provider.objects.all():
        last = Entry.objects.filter(kind=ProviderSet.kind).order_by("-pk").first()
        told = (last.facts["issuer"], last.facts["state"]) if last else None
        if not provider.is_genuine or told != (provider.issuer, provider.state):
            yield "dostawcę logowania zmieniono poza systemem"
    for link in ProviderAccount.objects.order_by("pk").iterator(500):
        if not link.is_genuine:
            yield f"konto {link.user_id}: połączenie z dostawcą logowania zapisano poza systemem"
    yield from _of_factors()
    for session in SupportSession.objects.filter(ended_at=None):
        if not session.is_genuine:
            yield "sesję wsparcia operatora zapisano albo zmieniono poza systemem"


def _of_factors() -> Iterator[str]:
    for kind, what in ((SecondFactor, "telefon"), (Passkey, "klucz dostępu")):
        for factor in kind.objects.order_by("pk").iterator(500):
            if not factor.is_genuine:
                yield f"konto {factor.user_id}: {what} do logowania zapisano poza systemem"


def findings(edition: Edition) -> Iterator[str]:
    """A register with people that nobody has put there, and voters who stand on no list."""
    if Erasure.objects.filter(edition=edition, clock=Clock.IDENTITY.value).exists():
        # Nobody is listed any more, and tags lead to nobody.
        return
    if edition.kind is IdentityKind.PESEL_REGISTER:
        yield from _of_register(edition)
    listed: Any = {IdentityKind.PESEL_REGISTER: RegisterEntry, IdentityKind.CODE: VotingCode}.get(
        edition.kind
    )
    if listed is None or edition.imported:
        return
    voted = {
        bytes(tag) for tag in Participation.objects.filter(edition=edition).values_list("tag", flat=True)
    }
    known = {bytes(tag) for tag in listed.objects.filter(edition=edition).values_list("tag", flat=True)}
    if strangers := len(voted - known):
        yield f"głosowały osoby, których nie ma na liście uprawnionych: {strangers}"


def _of_register(edition: Edition) -> Iterator[str]:
    rows = Entry.objects.filter(edition=edition.pk)
    imported = rows.filter(kind=RegisterImported.kind).order_by("-pk").first()
    if imported is None:
        return
    added = rows.filter(kind=RegisterAdded.kind, pk__gt=imported.pk).count()
    removed = rows.filter(kind=RegisterRemoved.kind, pk__gt=imported.pk).count()
    told = int(imported.facts["count"]) + added - removed
    there = RegisterEntry.objects.filter(edition=edition).count()
    if there != told:
        yield f"w wykazie jest osób {there}, a dziennik zna {told}"
    kinds = (RegisterImported.kind, RegisterAdded.kind, RegisterMended.kind, RegisterRemoved.kind)
    last = rows.filter(kind__in=kinds).order_by("-pk").first()
    if last and "digest" in last.facts and last.facts["digest"] != digest_of_register(edition):
        yield "w wykazie są inne osoby albo imiona niż po ostatniej zmianie, którą zna dziennik"
