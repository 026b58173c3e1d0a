"""Numbers that an application on a telephone shows (RFC 6238): the secret at rest, the picture to scan, the check of a number.

The secret lies sealed under a key that is derived from the installation's: whoever reads the database alone has no number.
"""

import hmac
from datetime import datetime

import pyotp
import segno
from django.utils.safestring import SafeString

from wibo.keyring import boxes

# Seconds that a number holds, and how many of its neighbours are taken for clocks that go wrong.
_STEP, _NEIGHBOURS = 30, 1
_PURPOSE = b"wibo-otp"


def new_secret() -> str:
    """A secret as people type it: 32 letters and digits."""
    return pyotp.random_base32()


def sealed(secret: str) -> bytes:
    """The secret as it is stored."""
    return boxes.sealed(secret, _PURPOSE)


def opened(stored: bytes) -> str:
    """The secret of what is stored. Raises CryptoError for what another installation has sealed."""
    return boxes.opened(stored, _PURPOSE)


def step_of(secret: str, number: str, at: datetime, after: int) -> int | None:
    """The step of time that a number is of; None for a wrong one, and for one of a step that was used (`after` or before)."""
    if not (number.isascii() and number.isdigit()):
        return None
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // _STEP
    for step in range(now - _NEIGHBOURS, now + _NEIGHBOURS + 1):
        if step > after and hmac.compare_digest(totp.generate_otp(step), number):
            return step
    return None


def picture(secret: str, *, who: str, where: str) -> SafeString:
    """The code to scan, as SVG: dots, with no word of anybody in it."""
    address = pyotp.TOTP(secret).provisioning_uri(name=who, issuer_name=where)
    return SafeString(segno.make(address, micro=False, error="m").svg_inline(border=2, scale=4))
