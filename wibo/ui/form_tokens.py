"""The token of a form against forged requests, as Django's middleware checks it, drawn at once.

Django draws each of its 64 signs by an errand of its own to the system's source of randomness. Under load every such errand
lets another thread in between: a twelfth of the time of a ballot went there.
"""

import secrets
import string

from django.http import HttpRequest

_SIGNS = string.ascii_letters + string.digits
_PLACES = {sign: at for at, sign in enumerate(_SIGNS)}
# Signs of a secret, and half of those of a token.
_LENGTH = 32


def form_token(request: HttpRequest) -> str:
    """A token for the visitor's secret, masked anew; a visitor without a secret gets one with the answer."""
    meta = request.META
    if "CSRF_COOKIE" not in meta:
        meta.update(CSRF_COOKIE=secrets.token_hex(_LENGTH // 2), CSRF_COOKIE_NEEDS_UPDATE=True)
    # A mask hides and need not be even: some signs come a little more often than others.
    mask = [drawn % len(_SIGNS) for drawn in secrets.token_bytes(_LENGTH)]
    hidden = [
        _SIGNS[(_PLACES[sign] + by) % len(_SIGNS)] for sign, by in zip(meta["CSRF_COOKIE"], mask, strict=True)
    ]
    return "".join([_SIGNS[by] for by in mask] + hidden)
