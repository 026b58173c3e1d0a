"""`python bench/evening.py`: the last evening of a vote in a hundred towns, and more people than can be served.

First an evening: people vote at twice the peak of all towns together, read, and key paper; coordinators watch; the worker works.
Then a crowd: server and database have one processor, and three times as many come as that can take; who is asked to come again
does. Afterwards every receipt that was shown and every card that was taken is looked for in the database. Prints tables in
Markdown; the exit status is 1 when a goal is not met.

    EVENING_MINUTES=15   how long the evening is; with 0 there is the crowd alone
    EVENING_TOWNS=100    how many towns vote
"""

import asyncio
import itertools
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import psycopg
from throwaway_postgres import Postgres

from bench.asking import Answer, Broken, Browser
from bench.patient import CODE
from bench.processes import Server, free_port
from bench.run import measured_settings, row, say
from bench.voter import number_of

MINUTES = float(os.environ.get("EVENING_MINUTES", "15"))
TOWNS = int(os.environ.get("EVENING_TOWNS", "100"))
# A fifth of 35,000 people on the internet, a twentieth of them in the busiest hour, in a hundred towns: 9.7 ballots a second.
BALLOTS = 20.0
# Two public pages for each ballot.
READERS, CARDS, WATCHERS = 40.0, 4.0, 2.0
_PAGES = ("/", "/projekty/", "/zasady/", "/glosowanie/")
# Of the crowd's minute the first seconds, in which nobody can have come to a receipt yet, are not measured.
CROWD_SECONDS, _BEGINNING, _TIMES = 60.0, 15.0, 3
_numbers = itertools.count(1_000_000)


@dataclass(frozen=True)
class Place:
    """A town whose people vote."""

    host: str
    projects: list[str]
    batch: int
    clerk: str
    coordinator: str


@dataclass
class Log:
    """What all have seen."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    receipts: list[str] = field(default_factory=list)
    cards: int = 0
    odd: list[str] = field(default_factory=list)

    def note(self, kind: str, answer: Answer) -> Answer:
        """An answer, by what was asked for."""
        self.seconds.setdefault(kind, []).append(answer.seconds)
        self.statuses[f"{kind} {answer.status}"] += 1
        return answer

    def faults(self) -> int:
        """Server's errors that are not the polite request to come again."""
        return sum(n for kind, n in self.statuses.items() if kind[-3:] >= "500" and kind != "sent away 503")

    def begin(self) -> None:
        """Measure from now on."""
        self.seconds.clear()


def share(values: list[float], of: float) -> float:
    """The value below which so many hundredths lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * of / 100))]


async def ballot(log: Log, port: int, place: Place, due: float) -> bool:
    """A whole ballot; whoever is asked to come again does, when the page says. Whether it came to a receipt."""
    browser = Browser(port, place.host)
    number, chosen = number_of(next(_numbers)), random.sample(place.projects, 3)
    try:
        return await _voted(log, browser, number, chosen, due)
    except Broken as broken:
        log.odd.append(f"voter: {broken}")
        return False
    finally:
        browser.close()


async def let_in(log: Log, kind: str, browser: Browser, path: str, due: float | None = None) -> Answer:
    """A page by which people come in; whoever is asked to come again does, when the page says."""
    answer = await browser.send(path, due=due)
    while answer.status == 503 and "retry-after" in answer.headers:
        log.note("sent away", answer)
        await asyncio.sleep(int(answer.headers["retry-after"]))
        answer = await browser.send(path)
    return log.note(kind, answer)


async def _voted(log: Log, browser: Browser, number: str, chosen: list[str], due: float) -> bool:
    await let_in(log, "voter", browser, "/glosowanie/kim-jestes/", due)

    async def then(path: str, form: list[tuple[str, str]] | None = None) -> Answer:
        return log.note("voter", await browser.send(path, form))

    choose = (await then("/glosowanie/kim-jestes/", [("pesel", number), ("declared", "on")])).location
    await then(choose)
    review = (await then(choose, [("projekt", one) for one in chosen])).location
    await then(review)
    receipt = log.note("cast", await browser.send("/glosowanie/oddaj/", []))
    page = (await then(receipt.location)).body.decode()
    code = CODE.search(page)
    if code is None:
        log.odd.append(f"voter: no receipt after {receipt.status}")
        return False
    log.receipts.append("".join(code[1].split()))
    return True


async def signed_in(log: Log, port: int, host: str, email: str, password: str) -> Browser:
    """An official's browser. They come in the first minute, and not all at once."""
    await asyncio.sleep(random.uniform(0, min(60, MINUTES * 20)))
    browser = Browser(port, host)
    await let_in(log, "sign-in page", browser, "/konto/zaloguj/")
    proof = [("email", email), ("password", password)]
    answer = log.note("sign-in", await browser.send("/konto/zaloguj/", proof))
    if not answer.location:
        log.odd.append(f"not let in: {answer.status}")
    return browser


async def key_cards(log: Log, port: int, place: Place, password: str, until: float, pause: float) -> None:
    """A clerk: a card every few seconds, and the page after it."""
    browser = await signed_in(log, port, place.host, place.clerk, password)
    path = f"/urzad/karty/{place.batch}/wpisz/"
    await browser.send(path)
    for serial in itertools.count(1):
        await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
        if time.time() > until:
            return
        marks = " ".join(random.sample(place.projects, 3))
        card = [("serial", str(serial)), ("pesel", number_of(next(_numbers))), ("marks", marks)]
        began = time.time()
        answer = await browser.send(path, card)
        page = await browser.send(path)
        log.note("card", Answer(max(answer.status, page.status), {}, b"", time.time() - began))
        if answer.status == 302:
            log.cards += 1
        else:
            log.odd.append(f"card: {answer.status}")


async def watch(log: Log, port: int, place: Place, password: str, until: float, pause: float) -> None:
    """A coordinator who looks at the course of the vote again and again."""
    browser = await signed_in(log, port, place.host, place.coordinator, password)
    while time.time() < until:
        log.note("coordinator", await browser.send("/urzad/glosowanie/"))
        await asyncio.sleep(random.uniform(0.5, 1.5) * pause)


async def read(log: Log, port: int, place: Place, due: float) -> None:
    """A stranger's page."""
    browser = Browser(port, place.host)
    try:
        await let_in(log, "reader", browser, random.choice(_PAGES), due)
    except Broken as broken:
        log.odd.append(f"reader: {broken}")
    finally:
        browser.close()


async def arrivals(rate: float, until: float, come: Callable[[float], Awaitable[object]]) -> None:
    """Let people come, so many a second, whether those before have been served or not; wait for all."""
    due, waiting = time.time(), set()
    while due < until:
        due += random.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.time()))
        one = asyncio.ensure_future(come(due))
        waiting.add(one)
        one.add_done_callback(waiting.discard)
    await asyncio.gather(*waiting)


async def evening(log: Log, port: int, places: list[Place], password: str, seconds: float) -> None:
    """All of it at once."""
    # In the first minute every town is read for the first time.
    asyncio.get_running_loop().call_later(min(60, seconds / 2), log.begin)
    until = time.time() + seconds
    at_desks, at_screens = places[: len(places) // 4 or 1], places[: len(places) // 5 or 1]
    await asyncio.gather(
        arrivals(BALLOTS, until, lambda due: ballot(log, port, random.choice(places), due)),
        arrivals(READERS, until, lambda due: read(log, port, random.choice(places), due)),
        *(key_cards(log, port, place, password, until, len(at_desks) / CARDS) for place in at_desks),
        *(watch(log, port, place, password, until, len(at_screens) / WATCHERS) for place in at_screens),
    )


async def most(log: Log, port: int, places: list[Place], seconds: float) -> float:
    """Ballots a second when a few people vote one after another without pause."""
    until, cast = time.time() + seconds, 0

    async def again() -> None:
        nonlocal cast
        while time.time() < until:
            has_cast = await ballot(log, port, random.choice(places), time.time())
            cast += has_cast

    await asyncio.gather(*(again() for _ in range(8)))
    return cast / seconds


async def crowd(log: Log, port: int, places: list[Place], rate: float) -> tuple[float, int, float]:
    """Ballots a second while too many come, people who came, and seconds until the last of them had a receipt."""
    began, came = time.time(), 0
    in_time = 0

    async def come(due: float) -> None:
        nonlocal came, in_time
        came += 1
        has_cast = await ballot(log, port, random.choice(places), due)
        in_time += has_cast and _BEGINNING < time.time() - began < CROWD_SECONDS

    await arrivals(rate, began + CROWD_SECONDS, come)
    return in_time / (CROWD_SECONDS - _BEGINNING), came, time.time() - began


@contextmanager
def served(workers: int, threads: int) -> Iterator[int]:
    """The product's web server; its port."""
    port = free_port()
    serve = ("-m", "wibo", "serve", "--port", str(port), "--workers", str(workers), "--threads", str(threads))
    with Server(*serve, port=port, env={"WIBO_IS_WORKER": ""}):
        yield port


@contextmanager
def one_processor(pids: list[int]) -> Iterator[None]:
    """What is begun within, and the processes, have the first processor; the people have the others."""
    every = os.sched_getaffinity(0)
    first = {min(every)}
    for pid in pids:
        os.sched_setaffinity(pid, first)
    os.sched_setaffinity(0, first)
    yield
    for pid in pids:
        os.sched_setaffinity(pid, every)


def lost(url: str, log: Log) -> tuple[int, int, int]:
    """Receipts without an envelope, people with two valid envelopes, and cards without one."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT receipt FROM voting_envelope WHERE state = 'valid'")
        kept = {receipt for (receipt,) in cursor.fetchall()}
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM voting_envelope WHERE state = 'valid' GROUP BY participation_id HAVING count(*) > 1) t"
        )
        (double,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM voting_envelope WHERE channel = 'paper'")
        (cards,) = cursor.fetchone()
    return len(set(log.receipts) - kept), double, log.cards - cards


def main() -> int:
    """Measure, print, and say whether the goals are met."""
    with TemporaryDirectory(prefix="wibo-evening-") as folder, Postgres(durable=True) as server:
        measured_settings(server.url, folder)
        import django

        django.setup()
        from bench import town

        places = [Place(**one) for one in town.many(TOWNS)]
        log = Log()
        goals = [not MINUTES or _evening(server, places, town.PASSWORD, log), _crowd(server, places, log)]
        missing, double, cards = lost(server.url, log)
        say("\n### What was acknowledged, looked for afterwards\n")
        row("what", "shown", "not there", "twice")
        row("---", "---:", "---:", "---:")
        row("receipts", len(log.receipts), missing, double)
        row("cards of paper", log.cards, max(0, cards), max(0, -cards))
        for odd, times in Counter(log.odd).most_common(10):
            say(f"\n{times} × {odd}")
    return int(not (all(goals) and not missing and not double and not cards))


def _evening(server: Postgres, places: list[Place], password: str, log: Log) -> bool:
    from bench.kills import Running

    with served(2, 2) as port:
        worker = Running(
            Path(os.environ["WIBO_DATA_DIR"]) / "worker.log", "work", env={"WIBO_IS_WORKER": "1"}
        )
        asyncio.run(evening(log, port, places, password, MINUTES * 60))
        worker.process.terminate()
        worker.process.wait(90)
    say(f"\n### An evening of {MINUTES:g} minutes in {len(places)} towns\n")
    row("who", "answers", "median ms", "p95 ms", "p99 ms", "longest ms", "errors of the server")
    row("---", *["---:"] * 6)
    for kind, seconds in log.seconds.items():
        errors = sum(n for said, n in log.statuses.items() if said.startswith(f"{kind} 5"))
        shares = (f"{share(seconds, of) * 1000:.0f}" for of in (50, 95, 99))
        row(kind, len(seconds), *shares, f"{max(seconds) * 1000:.0f}", errors)
    # Who is sent away has waited longer than a second: that is why.
    slow = [kind for kind, seconds in log.seconds.items() if share(seconds, 99) > 1 and kind != "sent away"]
    say(f"\np99 under 1 s: {'no: ' + ', '.join(slow) if slow else 'yes'}; errors: {log.faults()}")
    return not slow and not log.faults()


def _crowd(server: Postgres, places: list[Place], log: Log) -> bool:
    from bench.processes import family

    people = os.sched_getaffinity(0)
    before = log.faults()
    with one_processor(family(server.pid)), served(1, 2) as port:
        # The first processor is theirs, the others are the people's.
        os.sched_setaffinity(0, people - {min(people)} or people)
        # Everybody's town is known by then.
        asyncio.run(most(log, port, places, 30))
        highest = asyncio.run(most(log, port, places, 20))
        log.seconds.clear()
        rate, came, until = asyncio.run(crowd(log, port, places, highest * _TIMES))
    os.sched_setaffinity(0, people)
    away = log.seconds.get("sent away", [0.0])
    say(f"\n### Three times as many people as one processor can take, for {CROWD_SECONDS:g} s\n")
    row("what", "figure", "goal")
    row("---", "---:", "---:")
    row("ballots a second, a few people without pause", f"{highest:.0f}", "")
    row("ballots a second while three times as many come", f"{rate:.0f} ({rate / highest:.0%})", "> 80 %")
    row("people who came", came, "")
    row("times that people were asked to come again", len(away), "")
    row("seconds until they were, median and p99", f"{share(away, 50):.2f}, {share(away, 99):.2f}", "")
    row("seconds until the last of all had a receipt", f"{until:.0f}", "")
    row("errors of the server", log.faults() - before, "0")
    return rate > 0.8 * highest and log.faults() == before


if __name__ == "__main__":
    sys.exit(main())
