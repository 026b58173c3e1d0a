"""A browser that many can have at once in one process: requests over kept connections, without threads."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.voter import BOUND, TOKEN

_TIMEOUT = 60


class Broken(Exception):
    """The connection ended before an answer."""


@dataclass
class Answer:
    """What came back; `seconds` since the request was due."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def location(self) -> str:
        """Where it leads."""
        return self.headers.get("location", "")


@dataclass
class Browser:
    """One person's browser at a town's site: keeps its cookies, and the token of the last form."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    bound: list[tuple[str, str]] = field(default_factory=list)
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(
        self, path: str, form: list[tuple[str, str]] | None = None, due: float | None = None
    ) -> Answer:
        """The answer; `due` is when the request should have gone out (`time.time()`), else now. Raises Broken."""
        due = due or time.time()
        try:
            status, headers, body = await asyncio.wait_for(self._asked(path, form, due), _TIMEOUT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.close()
            raise Broken(type(error).__name__) from error
        found = TOKEN.search(body)
        if found:
            self.token = found.group(1).decode()
            self.bound = [(name.decode(), value.decode()) for name, value in BOUND.findall(body)]
        return Answer(status, headers, body, time.time() - due)

    async def _asked(
        self, path: str, form: list[tuple[str, str]] | None, due: float
    ) -> tuple[int, dict[str, str], bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        writer.write(self._request(path, form, due))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.casefold() == "set-cookie":
                cookie, _, word = value.partition(";")[0].partition("=")
                self.cookies[cookie] = word
            headers[name.casefold()] = value
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return int(head[0].split()[1]), headers, body

    def _request(self, path: str, form: list[tuple[str, str]] | None, due: float) -> bytes:
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: {self.host}",
            # As the web server in front says it.
            f"X-Request-Start: t={due:.3f}",
        ]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        body = b""
        if form is not None:
            body = urlencode([("csrfmiddlewaretoken", self.token), *self.bound, *form]).encode()
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def close(self) -> None:
        """End the connection; the next request opens another."""
        if self._line is not None:
            self._line[1].close()
            self._line = None
