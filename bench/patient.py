"""Voters who do not give up: they repeat what failed, connect anew, and remember what they were told."""

import http.client
import itertools
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.voter import Voter, number_of

CODE = re.compile(r'<p class="code"><strong>([^<]+)</strong>')
REFUSAL = re.compile(r'role="alert"[^>]*>(.*?)</div>', re.S)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
PROJECTS = 3
_PAUSE, _TIMEOUT, _PATIENCE = 0.25, 15, 90
_AWAY = "chwilowo nie odpowiada"


@dataclass
class Seen:
    """What all voters of a scenario have seen. Lists grow from several threads; appending is whole."""

    answers: list[float] = field(default_factory=list)
    errors: list[tuple[float, str]] = field(default_factory=list)
    receipts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked_again: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)

    def longest_gap(self, since: float, until: float) -> float:
        """The longest time without any good answer to anybody."""
        times = [since, *(at for at in sorted(self.answers) if since < at < until), until]
        return max(after - before for before, after in itertools.pairwise(times))

    def errors_since(self, moment: float) -> Counter[str]:
        """What voters saw instead of a page, by kind."""
        return Counter(kind for at, kind in self.errors if at >= moment)


@dataclass
class Patient(Voter):
    """Repeats a request until it gets an answer that is no server's error, as a person does who reloads."""

    seen: Seen = field(default_factory=Seen)
    repeated: bool = False

    def send(self, path: str, form: list[tuple[str, str]] | None = None) -> tuple[int, str, bytes]:
        """As a voter's; raises RuntimeError when a minute and a half was not enough."""
        until = time.monotonic() + _PATIENCE
        self.repeated = False
        while time.monotonic() < until:
            try:
                status, location, content = super().send(path, form)
            except (OSError, http.client.HTTPException) as error:
                self._failed(f"connection: {type(error).__name__}")
                continue
            if status >= 500:
                self._failed(f"{status} {'in words' if _AWAY in content.decode() else 'as a fault'}")
                continue
            self.seen.answers.append(time.monotonic())
            return status, location, content
        raise RuntimeError(f"{path}: no answer for {_PATIENCE} s")

    def _failed(self, kind: str) -> None:
        self.seen.errors.append((time.monotonic(), kind))
        self.repeated = True
        self.connection.close()
        time.sleep(_PAUSE)

    def ballot(self, number: str, projects: list[str]) -> str:
        """A whole ballot; the code of its receipt. Raises RuntimeError when the booth does anything else."""
        self.send("/glosowanie/kim-jestes/")
        status, choose, page = self.send("/glosowanie/kim-jestes/", [("pesel", number), ("declared", "on")])
        if not choose:
            raise RuntimeError(f"identity: {status} {_told(page)}")
        self.send(choose)
        status, review, page = self.send(choose, [("projekt", project) for project in projects])
        if not review:
            raise RuntimeError(f"choices: {status} {_told(page)}")
        self.send(review)
        status, receipt, page = self.send("/glosowanie/oddaj/", [])
        again = self.repeated
        if not receipt:
            raise RuntimeError(f"cast{' again' if again else ''}: {status} {_told(page)}")
        _, _, page = self.send(receipt)
        code = CODE.search(page.decode())
        if "Głos przyjęty" not in page.decode() or not code:
            raise RuntimeError(f"no receipt at {receipt}")
        found = "".join(code.group(1).split())
        if again:
            self.seen.asked_again.add(found)
        return found


def _told(page: bytes) -> str:
    """The words of a refusal; of a page without one, its heading."""
    found = REFUSAL.search(page.decode()) or HEADING.search(page.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split())[:120] if found else "not told why"


class Crowd:
    """A context with so many voters at a time; at its end all finish the ballots that they have begun."""

    numbers = itertools.count(1_000_000)

    def __init__(self, port: int, host: str, projects: list[str], seen: Seen, threads: int = 6) -> None:
        self.port, self.host, self.projects, self.seen = port, host, projects, seen
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self._vote) for _ in range(threads)]

    def _vote(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        while not self.stop.is_set():
            number = next(self.numbers)
            chosen = random.sample(self.projects, PROJECTS)
            try:
                code = Patient(connection, self.host, seen=self.seen).ballot(number_of(number), chosen)
            except Exception as error:
                self.seen.odd.append(f"{type(error).__name__}: {error}")
                connection.close()
            else:
                self.seen.receipts[code] = tuple(chosen)
        connection.close()

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()
