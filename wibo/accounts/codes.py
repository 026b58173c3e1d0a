"""Printed codes for a lost telephone or key: told once, kept as keyed digests."""

import hmac
import secrets
from hashlib import sha256

from django.conf import settings

from wibo.accounts.models import User

_CODES, _SIGNS = 10, 10
# Without signs that are taken for one another.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_codes(user: User) -> tuple[list[str], list[str]]:
    """Ten codes to print, and what is kept of them."""
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_SIGNS)) for _ in range(_CODES)]
    return codes, [digest(user, code) for code in codes]


def digest(user: User, code: str) -> str:
    """What is kept of a printed code: 50 bits that nobody guesses through the sign-in page, under the installation's key."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"{user.pk}:{code}".encode(), sha256).hex()
