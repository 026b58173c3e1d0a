"""Requests that no person sends: a NUL sign in an address, a field or a cookie, or letters in a code that is none.

PostgreSQL stores no NUL and answers with an error wherever such text reaches a query. One refusal at the edge spares
every view, form and filter the question.
"""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def readable_middleware(get_response: Handler) -> Handler:
    """Raise BadRequest for a NUL anywhere in the request but the contents of files, and for a code that names no letters."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not _names_letters(request.encoding):
            # The page that refuses it reads the address, too.
            request.encoding = "utf-8"
            raise BadRequest
        if any("\0" in text for text in _texts(request)):
            raise BadRequest
        return get_response(request)

    return answer


def _names_letters(code: str | None) -> bool:
    """Whether text can be read in the code: Python also knows codes of bytes ("hex") by name."""
    try:
        return code is None or bool(b"-".decode(code, "replace"))
    except (LookupError, ValueError):
        return False


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from request.COOKIES.values()
    # What was not sent is not looked into: most pages are asked for without a query.
    sent = [request.GET] if request.META.get("QUERY_STRING") else []
    for given in (*sent, request.POST):
        for name, values in given.lists():
            yield name
            yield from values
    for files in request.FILES.values():
        yield getattr(files, "name", "") or ""
