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
from wibo.accounts.factors import factor_of, give_codes
from wibo.accounts.models import Passkey, SecondFactor, User
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import PasskeyAdded, PasskeyRemoved
from wibo.letters.actions import write
from wibo.towns.requests import TownRequest

_SALT = "wibo.accounts.passkeys"
# Seconds from the page until the key has signed, and how far the clocks of two web machines may stand apart.
_LASTS, _SKEW = 300, 10
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
    """What a page asks of the browser: `options` for its script, `state` to judge the answer by."""

    options: dict[str, Any]
    state: dict[str, Any]
    asked_at: float

    @property
    def token(self) -> str:
        """The state as a page may carry it."""
        return signing.dumps([self.asked_at, self.state], salt=_SALT)


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
    return Question(dict(options), {**state, "user": user.pk}, now.timestamp())


def to_use(user: User, site: Site, now: datetime) -> Question | None:
    """What to ask of the browser at sign-in; None where the person has no key that works here."""
    keys = keys_of(user, site)
    if not keys:
        return None
    options, state = _server(site).authenticate_begin([_credential(key) for key in keys])
    return Question(dict(options), {**state, "user": user.pk}, now.timestamp())


def add_key(user: User, site: Site, asked: Question, answer: str, name: str, *, act: Act) -> list[str]:
    """Take the key that the browser has made; printed codes, told once, where the person had none. Raises WrongKey, Refused.

    What was asked for is kept by the caller, who answers for it being used once; who ends every session but this one, too
    (signing.end_sessions).
    """
    _refuse_old(user, asked, act.at)
    made = _answered(lambda: _made(site, asked.state, json.loads(answer)))
    with transaction.atomic():
        # Held, so that a page sent twice at once waits for itself.
        User.objects.select_for_update().get(pk=user.pk)
        if any(_credential(key).credential_id == made.credential_id for key in keys_of(user, site)):
            raise Refused("Ten klucz jest już dodany.")
        key = Passkey(user=user, host=site.host, name=name, credential=bytes(made), added_at=act.at)
        key.mark = key.new_mark()
        key.save()
        codes = [] if factor_of(user) else give_codes(user, act.at)
        record(PasskeyAdded(), act, town=user.town, about=user)
        write("passkey_added", town=user.town, address=user.email, at=act.at)
    return codes


def _made(site: Site, state: Any, answer: Any) -> AttestedCredentialData:
    server = _server(site)
    made = server.register_complete(state, answer).credential_data
    # Of a kind that was not asked for no signature could be read.
    if made is None or made.public_key.ALGORITHM not in {kind.alg for kind in server.allowed_algorithms}:
        raise ValueError("no key of a kind that was asked for")
    return made


def check_key(user: User, site: Site, token: str, answer: str, at: datetime) -> None:
    """Take what a key of the person has signed for this page. Raises WrongKey.

    Tries are not counted: nobody guesses a signature, and who knows the password must not keep its person out.
    """
    asked = _asked(token)
    _refuse_old(user, asked, at)
    asked_at = datetime.fromtimestamp(asked.asked_at, UTC)
    with transaction.atomic():
        # Held, so that one page sent twice at once is taken once.
        User.objects.select_for_update().get(pk=user.pk)
        keys = keys_of(user, site)
        found = _answered(
            lambda: _server(site).authenticate_complete(
                asked.state, [_credential(key) for key in keys], json.loads(answer)
            )
        )
        key = next(one for one in keys if _credential(one).credential_id == found.credential_id)
        if key.asked_at is not None and asked_at <= key.asked_at:
            raise WrongKey(_("Ta strona była już użyta. Zaloguj się jeszcze raz."))
        Passkey.objects.filter(pk=key.pk).update(asked_at=asked_at, used_at=at)


def remove_key(key: Passkey, site: Site, *, act: Act) -> None:
    """Take one's own key away. Raises Refused for the only way to sign in here but the printed codes."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=key.user_id)
        held = SecondFactor.objects.filter(user=key.user).exclude(sealed=b"").first()
        others = [one for one in keys_of(key.user, site) if one.pk != key.pk]
        if not others and (held is None or not held.is_genuine):
            raise Refused(
                "To twój jedyny klucz, który działa pod tym adresem. Najpierw dodaj drugi albo ustaw telefon."
            )
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


def _asked(token: str) -> Question:
    """What the page has asked for. Raises WrongKey."""
    try:
        asked_at, state = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise WrongKey(_("Minęło 5 minut. Spróbuj jeszcze raz.")) from None
    return Question({}, state, asked_at)


def _refuse_old(user: User, asked: Question, now: datetime) -> None:
    """Raise WrongKey for a page of another person, or one that has stood too long."""
    if asked.state["user"] != user.pk or not -_SKEW <= now.timestamp() - asked.asked_at <= _LASTS:
        raise WrongKey(_("Minęło 5 minut. Spróbuj jeszcze raz."))


def _answered(check: Callable[[], Answered]) -> Answered:
    """What the check finds. Raises WrongKey in the place of what fido2 says, which is for programmers."""
    try:
        return check()
    except Exception as fault:
        raise WrongKey(_("Ten klucz nie pasuje. Spróbuj jeszcze raz albo zaloguj się inaczej.")) from fault
