"""Every page of a ballot in one process: processor milliseconds, queries and kilobytes of each."""

import io
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.voter import BOUND, TOKEN, number_of
from wibo.config.wsgi import application

_WARM, _TIMES = 30, 200
# Whole ballots that `measure` casts.
BALLOTS = _WARM + _TIMES
_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass
class Page:
    """One page, measured."""

    name: str
    cpu_ms: float = 0.0
    queries: int = 0
    kilobytes: float = 0.0


class Caller:
    """Calls the application as a server does, without a network; keeps cookies."""

    def __init__(self, host: str) -> None:
        self.host, self.application = host, application
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and body."""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "SERVER_NAME": self.host,
            "SERVER_PORT": "80",
            "HTTP_HOST": self.host,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "QUERY_STRING": "",
            "wsgi.errors": sys.stderr,
            "HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        told: list = []
        response = self.application(environ, lambda status, headers: told.extend((status, headers)))
        content = b"".join(response)
        response.close()
        for name, value in told[1]:
            if name == "Set-Cookie":
                key, _, word = value.partition(";")[0].partition("=")
                self.cookies[key] = word
        return int(told[0].split()[0]), content


def measure(host: str, pool: int, projects: list[str], first: int) -> list[Page]:
    """Walk the booth again and again, as another voter each time."""
    choose = f"/glosowanie/wybor/{pool}/"
    steps = [
        ("start", "GET", "/glosowanie/"),
        ("identity, form", "GET", "/glosowanie/kim-jestes/"),
        ("identity, sent", "POST", "/glosowanie/kim-jestes/"),
        ("choices, form", "GET", choose),
        ("choices, sent", "POST", choose),
        ("review", "GET", "/glosowanie/sprawdz/"),
        ("cast", "POST", "/glosowanie/oddaj/"),
        ("receipt", "GET", "/glosowanie/przyjety/"),
    ]
    pages, caller = [Page(name) for name, _, _ in steps], Caller(host)
    for at in range(BALLOTS):
        caller.cookies.clear()
        token, bound = "", []
        forms = _forms(first + at, projects)
        for page, (name, method, path) in zip(pages, steps, strict=True):
            body = (
                urlencode([("csrfmiddlewaretoken", token), *bound, *forms.get(name, [])]).encode()
                if method == "POST"
                else b""
            )
            with CaptureQueriesContext(connection) if at == _WARM else nullcontext() as captured:
                began = time.process_time()
                status, content = caller.send(method, path, body)
                spent = time.process_time() - began
            if status not in (200, 302):
                raise SystemExit(f"{name}: {status}")
            found = TOKEN.search(content)
            if found:
                token = found.group(1).decode()
                bound = [(name.decode(), value.decode()) for name, value in BOUND.findall(content)]
            if captured:
                page.queries = sum(not q["sql"].startswith(_TRANSACTION) for q in captured.captured_queries)
            elif at > _WARM:
                page.cpu_ms += spent * 1000 / (_TIMES - 1)
                page.kilobytes = len(content) / 1024
    return pages


def _forms(voter: int, projects: list[str]) -> dict[str, list[tuple[str, str]]]:
    return {
        "identity, sent": [("pesel", number_of(voter)), ("declared", "on")],
        "choices, sent": [("projekt", project) for project in projects],
    }


def is_like_production() -> bool:
    """Whether the settings are those of a server: nothing of a demo or a test in the figures."""
    return not settings.DEBUG and not settings.DEMO and not settings.TESTING
