"""Where a request comes from, as far as slowing down guessers needs it."""

from django.conf import settings
from django.http import HttpRequest


def visitor(request: HttpRequest) -> str:
    """The network address: the one that our own web server has written, else that of the connection.

    The header is trusted only when the operator has named it; anyone can send one.
    """
    named: str = settings.CLIENT_ADDRESS_HEADER
    given = request.headers.get(named, "") if named else ""
    return given.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
