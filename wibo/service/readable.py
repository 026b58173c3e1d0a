"""Requests that no person sends: a NUL sign in an address, a field or a cookie.

PostgreSQL stores no NUL and answers with an error wherever such text reaches a query. One refusal at the edge spares
every view, form and filter the question.
"""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def readable_middleware(get_response: Handler) -> Handler:
    """Raise BadRequest for a NUL anywhere in the request but the contents of files."""

    def answer(request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts(request)):
            raise BadRequest
        return get_response(request)

    return answer


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from request.COOKIES.values()
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield name
            yield from values
    for files in request.FILES.values():
        yield getattr(files, "name", "") or ""
