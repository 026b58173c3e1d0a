"""Whole public pages for strangers, as the bytes that went out a moment ago.

Before a vote ends a town looks at its front page, and each of them gets the same. Such a page is made once a moment for each
address, language and way of packing, and has an ETag, so that who looks again gets 304. It is kept only when nothing in it is
anybody's: the request brought no cookie but those of language and forms, and the answer is a whole page that sets none and that
the headers' middleware has not called private. Pages with forms set one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from wibo.memory import Memory
from wibo.service.compressing import takes_gzip
from wibo.towns.language import COOKIE as LANGUAGE

Handler = Callable[[HttpRequest], HttpResponse]
# An address longer than that is nobody's link: pages of it are made, not kept.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it went out, and what the log says of its request."""

    content: bytes
    headers: dict[str, str]
    etag: str
    match: Any
    town: Any


class _NotKept(Exception):
    """The answer is for this one request."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


_pages: Memory[Page] = Memory()


def remembering_middleware(get_response: Handler) -> Handler:
    """Answer strangers with the page of a moment ago, everyone else as ever."""

    def answer(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return get_response(request)

        def made() -> Page:
            return _page(request, get_response(request))

        try:
            page = _pages.get(key, made)
        except _NotKept as only:
            return only.response
        return _sent(request, page)

    return answer


def _key(request: HttpRequest) -> tuple[str, ...] | None:
    """All that tells two pages for strangers apart; None for a request whose answer may be somebody's."""
    meta = request.META
    query = meta.get("QUERY_STRING", "")
    if request.method != "GET" or len(request.path_info) + len(query) > _LONGEST:
        return None
    if request.COOKIES.keys() - {LANGUAGE, settings.CSRF_COOKIE_NAME}:
        return None
    return (
        meta.get("HTTP_HOST", ""),
        request.path_info,
        query,
        request.COOKIES.get(LANGUAGE, ""),
        "gzip" if takes_gzip(request) else "",
        str(request.is_secure()),
    )


def _page(request: HttpRequest, response: HttpResponse) -> Page:
    """The page to keep. Raises _NotKept."""
    headers = response.headers
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or "Cache-Control" in headers
        or not headers.get("Content-Type", "").startswith("text/html")
    ):
        raise _NotKept(response)
    etag = f'W/"{blake2b(response.content, digest_size=16).hexdigest()}"'
    kept = {**dict(headers.items()), "ETag": etag, "Cache-Control": "no-cache"}
    town = getattr(request, "town", None)
    return Page(response.content, kept, etag, request.resolver_match, town)


def _sent(request: HttpRequest, page: Page) -> HttpResponse:
    """A new answer with the page; 304 for who has it."""
    vars(request).update(resolver_match=page.match, town=page.town)
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    is_whole = page.etag.removeprefix("W/") not in known
    response: HttpResponse = HttpResponse(page.content) if is_whole else HttpResponseNotModified()
    for name, value in page.headers.items():
        # An answer without a page says nothing of its length and kind; its policy stays with the page that the browser has.
        if is_whole or not name.startswith("Content-"):
            response.headers[name] = value
    return response
