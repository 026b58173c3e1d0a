"""Passkeys of officials (WebAuthn): adding one, asking for one at sign-in, taking one away.

The protocol is fido2's (challenge, origin, host, signature). Here stands what a signature is worth: a key counts at the host where
it was added, for a page of the last five minutes, and each page once. Codes printed with the first key, or with the telephone,
are the way in for a lost one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import AttestedCredentialData, PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity

from wibo.access.refusal import Refused
from wibo.access.throttling import SECOND_FACTOR
from wibo.accounts.codes import new_codes
from wibo.accounts.models import Passkey, SecondFactor, User
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import PasskeyAdded, PasskeyRemoved
from wibo.letters.actions import write
from wibo.towns.requests import TownRequest

_SALT = "wibo.accounts.passkeys"
# Seconds from the page until the key has signed.
_LASTS = 300
# What fido2 raises for an answer that is cut, false, or of another page, host or key.
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, AssertionError)
_ADD, _USE = "add", "use"
Answered = TypeVar("Answered")


class WrongKey(Refused):
    """What the browser sent is not signed by a key of this person for this page."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a key is asked for: `origin` as the browser tells it (scheme, host, port), `name` as the browser shows it."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks of the browser: `options` for its script, `token` to come back with the answer."""

    options: dict[str, Any]
    token: str


def site_of(request: TownRequest) -> Site:
    """Where the page of a request stands."""
    host = request.get_host()
    return Site(host.partition(":")[0], f"{request.scheme}://{host}", request.town.name)


def keys_of(user: User, site: Site) -> list[Passkey]:
    """The person's keys that work at this host; none that this program has not written."""
    return [key for key in Passkey.objects.filter(user=user, host=site.host) if key.is_genuine]


def to_add(user: User, site: Site, now: datetime) -> Question:
    """What to ask of the browser for a new key."""
    who = PublicKeyCredentialUserEntity(name=user.email, id=f"{user.pk}".encode(), display_name=str(user))
    options, state = _server(site).register_begin(who, [_credential(key) for key in keys_of(user, site)])
    return Question(dict(options), _token(user, _ADD, state, now))


def to_use(user: User, site: Site, now: datetime) -> Question | None:
    """What to ask of the browser at sign-in; None where the person has no key that works here."""
    keys = keys_of(user, site)
    if not keys:
        return None
    options, state = _server(site).authenticate_begin([_credential(key) for key in keys])
    return Question(dict(options), _token(user, _USE, state, now))


def add_key(user: User, site: Site, token: str, answer: str, name: str, *, act: Act) -> list[str]:
    """Take the key that the browser has made; printed codes, told once, where the person had none. Raises WrongKey, Refused.

    Every session but this one is to be ended by the caller (signing.end_sessions).
    """
    state, _asked_at = _state(user, _ADD, token, act.at)
    made = _answered(lambda: _made(site, state, json.loads(answer)))
    with transaction.atomic():
        # Held, so that a page sent twice at once waits for itself.
        User.objects.select_for_update().get(pk=user.pk)
        if any(_credential(key).credential_id == made.credential_id for key in keys_of(user, site)):
            raise Refused("Ten klucz jest już dodany.")
        key = Passkey(user=user, host=site.host, name=name, credential=bytes(made), added_at=act.at)
        key.mark = key.new_mark()
        key.save()
        codes = _codes_of(user, act.at)
        record(PasskeyAdded(), act, town=user.town, about=user)
        write("passkey_added", town=user.town, address=user.email, at=act.at)
    return codes


def _made(site: Site, state: Any, answer: Any) -> AttestedCredentialData:
    made = _server(site).register_complete(state, answer).credential_data
    if made is None:
        raise ValueError("no key")
    return made


def _codes_of(user: User, at: datetime) -> list[str]:
    """New codes for who has neither telephone nor codes; [] for who has."""
    if SecondFactor.objects.filter(user=user).exists():
        return []
    codes, digests = new_codes(user)
    made = SecondFactor(user=user, sealed=b"", codes=digests, set_at=at)
    made.mark = made.new_mark()
    made.save()
    return codes


def check_key(user: User, site: Site, token: str, answer: str, at: datetime) -> None:
    """Take what a key of the person has signed for this page. Raises WrongKey, TooMany."""
    with SECOND_FACTOR.attempt(f"{user.pk}", WrongKey):
        state, asked_at = _state(user, _USE, token, at)
        with transaction.atomic():
            # Held, so that one page sent twice at once is taken once.
            User.objects.select_for_update().get(pk=user.pk)
            keys = keys_of(user, site)
            found = _answered(
                lambda: _server(site).authenticate_complete(
                    state, [_credential(key) for key in keys], json.loads(answer)
                )
            )
            key = next(one for one in keys if _credential(one).credential_id == found.credential_id)
            if key.asked_at is not None and asked_at <= key.asked_at:
                raise WrongKey(_("Ta strona była już użyta. Zaloguj się jeszcze raz."))
            Passkey.objects.filter(pk=key.pk).update(asked_at=asked_at, used_at=at)


def remove_key(key: Passkey, *, act: Act) -> None:
    """Take one's own key away. Raises Refused for the only way to sign in but the printed codes."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=key.user_id)
        others = Passkey.objects.filter(user=key.user).exclude(pk=key.pk).exists()
        if not others and not SecondFactor.objects.filter(user=key.user).exclude(sealed=b"").exists():
            raise Refused("To twój jedyny klucz. Najpierw dodaj drugi albo ustaw telefon.")
        key.delete()
        record(PasskeyRemoved(), act, town=key.user.town, about=key.user)
        write("passkey_removed", town=key.user.town, address=key.user.email, at=act.at)


def _server(site: Site) -> Fido2Server:
    """The protocol for one host; of its origin no more is taken than what the page itself has."""
    return Fido2Server(
        PublicKeyCredentialRpEntity(name=site.name, id=site.host),
        verify_origin=lambda origin: origin == site.origin,
    )


def _credential(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential))


def _token(user: User, what: str, state: Any, now: datetime) -> str:
    return signing.dumps([user.pk, what, now.timestamp(), state], salt=_SALT)


def _state(user: User, what: str, token: str, now: datetime) -> tuple[Any, datetime]:
    """What fido2 wants to know of the page again, and when the page was made. Raises WrongKey."""
    try:
        key, kind, stamp, state = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        key, kind, stamp, state = None, "", 0, None
    if (key, kind) != (user.pk, what) or not 0 <= now.timestamp() - stamp <= _LASTS:
        raise WrongKey(_("Minęło 5 minut. Spróbuj jeszcze raz."))
    return state, datetime.fromtimestamp(stamp, UTC)


def _answered(check: Callable[[], Answered]) -> Answered:
    """What the check finds. Raises WrongKey in the place of what fido2 says, which is for programmers."""
    try:
        return check()
    except _FAULTS as fault:
        raise WrongKey(_("Ten klucz nie pasuje. Spróbuj jeszcze raz albo wpisz numer.")) from fault
