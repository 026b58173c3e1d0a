"""The program asks itself for a page as a stranger does: what stands in the package is what everyone could see."""

import io
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from wibo.towns.addresses import address_of
from wibo.towns.models import Town


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `kind` is the media type alone."""

    status: int
    kind: str
    body: bytes


@dataclass(slots=True)
class Site:
    """A town's site as seen from outside, without a network."""

    town: Town
    _handler: WSGIHandler = field(default_factory=WSGIHandler)

    def ask(self, path: str, query: str = "") -> Answer:
        """GET, without a cookie.

        Not as a server calls the program: the signals around a request close connections, and the worker has one of its own.
        """
        response = self._handler.get_response(WSGIRequest(self._environment(path, query)))
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        return Answer(response.status_code, kind, _body(response))

    def _environment(self, path: str, query: str) -> dict[str, Any]:
        address = urlsplit(address_of(self.town))
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # As the gateway interface has it: the bytes of UTF-8 read as Latin-1.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": address.hostname or "",
            "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
            "HTTP_HOST": address.netloc,
            "HTTP_X_FORWARDED_PROTO": address.scheme,
            "HTTP_ACCEPT_LANGUAGE": "pl",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": address.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def _body(response: Any) -> bytes:
    """All of it, whatever way it comes; a file that it comes from is closed."""
    if not response.streaming:
        return bytes(response.content)
    try:
        return b"".join(response.streaming_content)
    finally:
        file = getattr(response, "file_to_stream", None)
        if file is not None:
            file.close()
