"""Into a twin one comes from the office of the real town alone: by a link for one minute, then by a cookie of the twin."""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from wibo.towns.models import Town

_SALT = "wibo.rehearsal.entering"
_LINK_LASTS = 60
_VISIT_LASTS = 12 * 3600
GUEST = "proba"


class NoEntry(Exception):
    """A link that this service did not make for this twin, or that is older than a minute."""


def link_word(twin: Town, email: str) -> str:
    """The signed word of a link that signs in as an invented person of the twin; "" of an empty address: as nobody."""
    return TimestampSigner(salt=_SALT).sign(f"{twin.pk}|{email}")


def email_of(word: str, twin: Town) -> str:
    """Whom a link names. Raises NoEntry."""
    try:
        key, _, email = TimestampSigner(salt=_SALT).unsign(word, max_age=_LINK_LASTS).partition("|")
    except BadSignature as error:
        raise NoEntry from error
    if key != str(twin.pk):
        raise NoEntry
    return email


def let_in(response: HttpResponse, twin: Town) -> HttpResponse:
    """Give the browser what opens the twin's pages for the day."""
    word = TimestampSigner(salt=f"{_SALT}.guest").sign(str(twin.pk))
    secure = settings.BASE_SCHEME == "https"
    response.set_cookie(GUEST, word, max_age=_VISIT_LASTS, httponly=True, secure=secure, samesite="Lax")
    return response


def is_guest(request: HttpRequest, twin: Town) -> bool:
    """Whether the browser has come in."""
    word = request.COOKIES.get(GUEST, "")
    try:
        key = TimestampSigner(salt=f"{_SALT}.guest").unsign(word, max_age=_VISIT_LASTS)
    except BadSignature:
        return False
    return key == str(twin.pk)
