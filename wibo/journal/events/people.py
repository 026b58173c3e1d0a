"""Events of accounts and roles."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class OfficialInvited(Event):
    kind = "official-invited"
    words = "Zaproszono do urzędu, rola: {role}."

    role: str


@dataclass(frozen=True)
class AccountCreated(Event):
    kind = "account-created"
    words = "Założono konto."


@dataclass(frozen=True)
class AccountConfirmed(Event):
    kind = "account-confirmed"
    words = "Potwierdzono adres e-mail konta."


@dataclass(frozen=True)
class PasswordChanged(Event):
    kind = "password-changed"
    words = "Zmieniono hasło konta."


@dataclass(frozen=True)
class SecondFactorSet(Event):
    kind = "second-factor-set"
    words = "Ustawiono telefon do logowania."


@dataclass(frozen=True)
class SecondFactorRemoved(Event):
    kind = "second-factor-removed"
    words = "Usunięto telefon i klucze do logowania. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class CodesPrinted(Event):
    kind = "codes-printed"
    words = "Wydano nowe kody na wypadek zgubienia telefonu lub klucza."


@dataclass(frozen=True)
class PasskeyAdded(Event):
    kind = "passkey-added"
    words = "Dodano klucz dostępu do konta."


@dataclass(frozen=True)
class PasskeyRemoved(Event):
    kind = "passkey-removed"
    words = "Usunięto klucz dostępu z konta."


@dataclass(frozen=True)
class EmailChanged(Event):
    kind = "email-changed"
    words = "Zmieniono adres e-mail konta."


@dataclass(frozen=True)
class AccountDeleted(Event):
    kind = "account-deleted"
    words = "Usunięto konto na prośbę właściciela."


@dataclass(frozen=True)
class RoleGranted(Event):
    kind = "role-granted"
    words = "Nadano rolę: {role}."

    role: str


@dataclass(frozen=True)
class RoleRevoked(Event):
    kind = "role-revoked"
    words = "Odebrano rolę: {role}."

    role: str


@dataclass(frozen=True)
class RoleConfirmed(Event):
    kind = "role-confirmed"
    words = "Trzecia osoba potwierdziła nadanie roli: {role}. Liczy się od razu w decyzjach dwóch osób."

    role: str


@dataclass(frozen=True)
class SupportOpened(Event):
    kind = "support-opened"
    words = "Wpuszczono operatora, żeby patrzył, do {until}. Powód: {reason}"

    until: str
    reason: str


@dataclass(frozen=True)
class SupportEntered(Event):
    kind = "support-entered"
    words = "Operator wszedł w sesji wsparcia."


@dataclass(frozen=True)
class SupportEnded(Event):
    kind = "support-ended"
    words = "Zakończono sesję wsparcia operatora."


@dataclass(frozen=True)
class AccountLinked(Event):
    kind = "account-linked"
    words = "Konto połączono z logowaniem „{provider}”."

    provider: str


@dataclass(frozen=True)
class ProviderSet(Event):
    kind = "provider-set"
    words = "Operator ustawił logowanie „{provider}” ({issuer}), {state}, {whom}."

    provider: str
    issuer: str
    state: str
    whom: str


@dataclass(frozen=True)
class AccessReviewed(Event):
    kind = "access-reviewed"
    words = "Przejrzano, kto ma jaką rolę: {roles}."

    roles: int
