"""Signing in by the town's provider of OpenID Connect: whose word is taken, and for which account.

The protocol is Authlib's (state, nonce, PKCE, signature, issuer, audience, time). Here stands only what the word is worth: an
account known by the provider's subject, else one with the same address, which the provider must have verified. A telephone
that is set is asked for afterwards as after a password.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import OAuth
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from joserfc.errors import JoseError
from nacl.exceptions import CryptoError
from requests import RequestException

from wibo.access.refusal import Refused
from wibo.accounts.models import Provider, ProviderAccount, User
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import AccountConfirmed, AccountCreated, AccountLinked
from wibo.keyring import boxes
from wibo.towns.addresses import lasting_address
from wibo.towns.models import Town

# Seconds in which a provider has to answer.
_PATIENCE = 10
_PURPOSE = b"wibo-oidc"
_SCOPE = "openid email profile"
_FAULTS = (OAuthError, JoseError, RequestException, CryptoError, KeyError, ValueError)
DOWN = gettext_lazy(
    "Dostawca logowania nie odpowiada albo odpowiada błędnie. Zaloguj się hasłem albo spróbuj za chwilę."
)


def provider_of(town: Town) -> Provider | None:
    """The town's provider, where one is switched on and this program has written it."""
    found: Provider | None = Provider.objects.filter(town=town, is_on=True).first()
    return found if found is not None and found.is_genuine else None


def lead(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The way to the provider's page. Raises Refused when it does not answer."""
    back = lasting_address(provider.town, "accounts:provider-back")
    try:
        answer: HttpResponse = _client(provider).authorize_redirect(request, back)
    except _FAULTS as fault:
        raise Refused(str(DOWN)) from fault
    return answer


def account_of(request: HttpRequest, provider: Provider, now: datetime) -> User:
    """The account of who comes back. Raises Refused: a word that does not hold, no such account, an address not verified."""
    try:
        said = _said(_client(provider), request)
        subject = str(said["sub"])
    except _FAULTS as fault:
        # Its words may hold the address of a person: only that it failed is said.
        raise Refused(str(DOWN)) from fault
    user = _known(provider, subject) or _new(provider, subject, said, now)
    _refuse_unusable(user)
    return user


def _new(provider: Provider, subject: str, said: Mapping[str, Any], now: datetime) -> User:
    try:
        return _linked(provider, subject, said, now)
    except IntegrityError as fault:
        # Two ways back at once for an account that was not there: the other one has made it.
        user = _known(provider, subject)
        if user is None:
            raise Refused(str(DOWN)) from fault
        return user


def _refuse_unusable(user: User) -> None:
    """Raise Refused for an account that is shut, that this program has not written so, or that is the operator's."""
    if not (user.is_active and user.is_genuine) or user.is_support:
        raise Refused(_("Tego konta nie można teraz użyć. Zapytaj w urzędzie."))


def _said(client: Any, request: HttpRequest) -> Mapping[str, Any]:
    """What the provider's signed token says, and where it is silent of the address what its page of the person adds."""
    token = client.authorize_access_token(request)
    signed: Mapping[str, Any] = token["userinfo"]
    if "email" in signed:
        return signed
    added: Mapping[str, Any] = client.userinfo(token=token)
    if added.get("sub") != signed["sub"]:
        raise ValueError("another person")
    return {**added, **signed}


def is_reachable(issuer: str) -> bool:
    """Whether a provider answers at the address with what it is."""
    try:
        return bool(_asked(issuer, "", "").load_server_metadata().get("authorization_endpoint"))
    except _FAULTS:
        return False


def _known(provider: Provider, subject: str) -> User | None:
    rows = ProviderAccount.objects.filter(issuer=provider.issuer, subject=subject).select_related("user")
    found: ProviderAccount | None = rows.first()
    return found.user if found is not None and found.is_genuine else None


def _linked(provider: Provider, subject: str, said: Mapping[str, Any], now: datetime) -> User:
    email = str(said.get("email", "")).casefold()
    if not email or said.get("email_verified") is not True:
        raise Refused(_("Dostawca logowania nie potwierdził twojego adresu e-mail. Zaloguj się hasłem."))
    with transaction.atomic():
        user: User | None = User.objects.select_for_update().filter(email=email).first()
        if (known := _known(provider, subject)) is not None:
            # Linked by another way back while this one waited for the account.
            return known
        if user is None and not provider.for_residents:
            raise Refused(_("Nie ma tu konta z twoim adresem. Poproś administratora gminy o zaproszenie."))
        if user is None:
            user = _made(provider.town, email, said, now)
        # Before anything is written: a link that this program has marked opens the account for good.
        _refuse_unusable(user)
        _let_go(user, provider)
        act = Act(user.signature, now)
        if User.objects.filter(pk=user.pk, confirmed_at=None).update(confirmed_at=now):
            record(AccountConfirmed(), act, town=provider.town, about=user)
        link = ProviderAccount(user=user, issuer=provider.issuer, subject=subject, linked_at=now)
        link.mark = link.new_mark()
        link.save()
        record(AccountLinked(provider.name), act, town=provider.town, about=user)
    return user


def _let_go(user: User, provider: Provider) -> None:
    """Forget a link to a provider of before, or one that this program has not written. Raises Refused for one that holds."""
    earlier: ProviderAccount | None = ProviderAccount.objects.filter(user=user).first()
    if earlier is None:
        return
    if earlier.issuer == provider.issuer and earlier.is_genuine:
        raise Refused(_("To konto należy u dostawcy logowania do kogoś innego. Zapytaj w urzędzie."))
    earlier.delete()


def _made(town: Town, email: str, said: Mapping[str, Any], now: datetime) -> User:
    first, surname = (
        str(said.get(name, ""))[:most] for name, most in (("given_name", 60), ("family_name", 80))
    )
    if not (first and surname):
        raise Refused(_("Dostawca logowania nie podał imienia i nazwiska. Załóż konto z hasłem."))
    user = User(town=town, email=email, first_name=first, surname=surname, created_at=now)
    user.set_unusable_password()
    user.save()
    record(AccountCreated(), Act(user.signature, now), town=town, about=user)
    return user


def _client(provider: Provider) -> Any:
    return _asked(provider.issuer, provider.client, opened(bytes(provider.sealed)))


def _asked(issuer: str, client: str, secret: str) -> Any:
    return OAuth().register(
        "town",
        client_id=client,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": _SCOPE, "code_challenge_method": "S256", "default_timeout": _PATIENCE},
    )


def sealed(secret: str) -> bytes:
    """The client's secret as it is stored."""
    return boxes.sealed(secret, _PURPOSE)


def opened(stored: bytes) -> str:
    """The secret of what is stored. Raises CryptoError for what another installation has sealed."""
    return boxes.opened(stored, _PURPOSE)
