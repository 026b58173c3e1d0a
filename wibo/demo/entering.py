"""Signing in with one click: links that the demo's own page makes, and nothing else can."""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

_SALT = "wibo.demo.entering"
_LASTS = 7 * 24 * 3600


class NoEntry(Exception):
    """Not a demo, or a link that this demo did not make."""


def pass_for(host: str, email: str) -> str:
    """The signed word for an account on a host (a town's slug, or "operator")."""
    return TimestampSigner(salt=_SALT).sign(f"{host}|{email}")


def email_of(token: str, host: str) -> str:
    """The account that a link names. Raises NoEntry, and always outside a demo."""
    if not settings.DEMO:
        raise NoEntry
    try:
        named, _, email = TimestampSigner(salt=_SALT).unsign(token, max_age=_LASTS).partition("|")
    except BadSignature as error:
        raise NoEntry from error
    if named != host:
        raise NoEntry
    return email
