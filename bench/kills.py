"""`python bench/kills.py`: whether a confirmed vote survives when processes die. Prints tables in Markdown.

People vote without pause while web processes, a backend of PostgreSQL and PostgreSQL itself are killed with
`kill -9`; then the worker is, while it opens the urn. Every receipt that was shown is looked for in the
database. The exit status is 1 when one is not there, when an opening is neither whole nor undone or lacks
anything once it is finished, or when the checks do not notice what is broken on purpose.

The kill of a process is not a power cut: what the kernel has taken over reaches the disk.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import psycopg
from throwaway_postgres import Postgres

from bench import opening
from bench.patient import Crowd, Seen
from bench.processes import family, free_port
from bench.run import measured_settings, row, say

SEED = int(os.environ.get("KILLS_SEED", "0")) or random.SystemRandom().randrange(1, 10_000)
ROUNDS = int(os.environ.get("KILLS_OPENINGS", "5"))
# systemd starts a web server again after so long (deploy/systemd/wibo-web.service).
_SYSTEMD = 2.0
_QUIET = 4.0
_SIGNS = ("crash loop", "Unexpected exit", "goes on", "Traceback")


class Running:
    """A command of the product that is kept running, as systemd keeps it; its lines go to a file."""

    def __init__(self, log: Path, *command: str, env: dict[str, str]) -> None:
        self.command, self.log, self.env = command, log, {**os.environ, **env}
        self.starts = self.deaf = 0
        self.start()

    def start(self) -> None:
        """Start it."""
        self.starts += 1
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "wibo", *self.command], cwd=ROOT, env=self.env, stdout=log, stderr=log
            )

    def care(self) -> None:
        """Start it again when it has ended."""
        if self.process.poll() is not None:
            time.sleep(_SYSTEMD)
            self.start()

    def children(self) -> list[int]:
        """The web processes of a server."""
        return [pid for pid in family(self.process.pid)[1:] if _is_alive(pid)]

    def stop(self) -> None:
        """End it as systemd does: asked first, then killed."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.deaf += 1
            self.process.kill()
            self.process.wait()

    def signs(self) -> Counter[str]:
        """How often its log says what a reader would look for."""
        text = self.log.read_text(errors="replace")
        return Counter({sign: text.count(sign) for sign in _SIGNS if sign in text})


def _is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def kill(pid: int) -> None:
    """`kill -9`; nothing happens when it has ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@dataclass
class Place:
    """What is measured: the database, the town, the web server and the worker."""

    server: Postgres
    edition: int
    host: str
    projects: list[str]
    port: int
    web: Running
    worker: Running
    receipts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    @contextmanager
    def cursor(self) -> Iterator[psycopg.Cursor]:
        """A transaction that is taken back at its end: checks leave nothing behind."""
        with closing(self._connected()) as connection, connection.cursor() as cursor:
            yield cursor

    def _connected(self) -> psycopg.Connection:
        """A connection, as soon as PostgreSQL gives one."""
        for _ in range(100):
            try:
                return psycopg.connect(self.server.url)
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise SystemExit("PostgreSQL does not answer")

    def backends(self) -> list[int]:
        """The backends that serve web processes now."""
        ports = [port for pid in self.web.children() for port in _ports(pid)]
        with self.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE client_port = ANY(%s)", [ports])
            return [pid for (pid,) in cursor.fetchall()]

    def revive(self) -> None:
        """Start PostgreSQL again on its folder and port, as soon as it can be."""
        data, log = str(self.server.folder / "data"), str(self.server.folder / "log")
        for _ in range(60):
            try:
                return self.server._run(f"{self.server.bin}/pg_ctl", "-D", data, "-l", log, "-w", "restart")
            except SystemExit:
                # Backends of the killed server still hold its shared memory.
                time.sleep(0.25)
        raise SystemExit("PostgreSQL does not start again")


def _ports(pid: int) -> set[int]:
    """The local ports of a process' connections."""
    inodes = set()
    for path in Path(f"/proc/{pid}/fd").glob("*"):
        with suppress(OSError):
            inodes.add(os.readlink(path).removeprefix("socket:[").removesuffix("]"))
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(cells[1].rpartition(":")[2], 16) for cells in rows if cells[9] in inodes}


@dataclass(frozen=True)
class Verdict:
    """Receipts that voters hold beside the envelopes in the database."""

    shown: int
    lost: int
    unknown: int
    unequal: int


def judge(cursor: psycopg.Cursor, edition: int, receipts: dict[str, tuple[str, ...]]) -> Verdict:
    """Compare. `unknown` are envelopes without a voter's receipt, `unequal` rows beside them amiss."""
    cursor.execute("SELECT receipt FROM voting_envelope WHERE edition_id = %s AND state = 'valid'", [edition])
    kept = {receipt for (receipt,) in cursor.fetchall()}
    cursor.execute(
        "SELECT (SELECT count(*) FROM voting_participation WHERE edition_id = %(pk)s), "
        "(SELECT count(*) FROM journal_entry WHERE edition = %(pk)s AND kind = 'ballot-cast')",
        {"pk": edition},
    )
    unequal = sum(abs(count - len(kept)) for count in cursor.fetchone())
    return Verdict(len(receipts), len(receipts.keys() - kept), len(kept - receipts.keys()), unequal)


def strike(place: Place, name: str, blows: list[Callable[[], object]], pause: float) -> None:
    """Let people vote, kill so many times, and print a row."""
    seen = Seen()
    with Crowd(place.port, place.host, place.projects, seen):
        time.sleep(_QUIET)
        began, gaps, starts = time.monotonic(), [], place.web.starts
        usual = seen.longest_gap(began - _QUIET / 2, began)
        for blow in blows:
            moment = time.monotonic()
            blow()
            while time.monotonic() < moment + pause:
                time.sleep(0.05)
                place.web.care()
            gaps.append(seen.longest_gap(moment, time.monotonic()))
    place.receipts |= seen.receipts
    with place.cursor() as cursor:
        found = judge(cursor, place.edition, place.receipts)
    errors = seen.errors_since(began)
    broken = sum(count for kind, count in errors.items() if kind.startswith("connection"))
    goes_on = (
        "yes" if place.web.starts == starts else f"ENDED, started again {place.web.starts - starts} times"
    )
    if len(place.web.children()) != 2:
        goes_on += f", web processes: {len(place.web.children())}"
    row(
        name,
        len(blows),
        len(seen.receipts),
        found.lost,
        found.unknown + found.unequal,
        f"{max(gaps):.1f}",
        f"{usual:.2f}",
        broken,
        sum(errors.values()) - broken,
        len(seen.asked_again),
        goes_on,
    )
    place.details += [f"{name}: {kind}, {count} times" for kind, count in sorted(errors.items())]
    place.details += [f"{name}: {text}, {count} times" for text, count in Counter(seen.odd).items()]
    if found.lost or found.unknown or found.unequal:
        place.faults.append(f"{name}: {found}")
    if place.worker.process.poll() is not None:
        place.faults.append(f"{name}: the worker has ended")
        place.worker.start()


@dataclass
class Blows:
    """What is killed, and how."""

    place: Place
    chance: random.Random

    def web(self) -> None:
        """One of the web processes."""
        kill(self.chance.choice(self.place.web.children()))

    def both(self) -> None:
        """Both at once."""
        for pid in self.place.web.children():
            kill(pid)

    def same_twice(self) -> None:
        """One of them, and soon the one that has come in its place."""
        before = set(self.place.web.children())
        kill(min(before))
        until = time.monotonic() + 4
        while time.monotonic() < until and not set(self.place.web.children()) - before:
            time.sleep(0.05)
        time.sleep(1)
        for pid in set(self.place.web.children()) - before:
            kill(pid)

    def server(self) -> None:
        """The first process of the web server and those that it has started."""
        for pid in [self.place.web.process.pid, *self.place.web.children()]:
            kill(pid)
        self.place.web.process.wait()

    def backend(self) -> None:
        """A process of PostgreSQL that answers a web process."""
        until = time.monotonic() + 10
        while not (found := self.place.backends()) and time.monotonic() < until:
            time.sleep(0.05)
        kill(self.chance.choice(found))

    def postmaster(self) -> None:
        """The first process of PostgreSQL, which is started again a moment later."""
        kill(self.place.server.pid)
        time.sleep(self.chance.uniform(0.2, 2))
        self.place.revive()


def votes(place: Place, chance: random.Random) -> None:
    """People vote while processes of the web and the database are killed."""
    blows = Blows(place, chance)
    say("\n### Votes while processes are killed\n")
    row(
        "`kill -9` of",
        "kills",
        "receipts shown",
        "lost",
        "other differences",
        "longest time without an answer, s",
        "the same before, s",
        "broken connections",
        "answers 5xx",
        "casts sent again",
        "the server goes on",
    )
    row("---", *["---:"] * 9, "---")
    strike(place, "a web process", [blows.web] * 3, 7)
    strike(place, "both web processes at once", [blows.both], 8)
    strike(place, "a web process, and soon the one in its place", [blows.same_twice], 10)
    strike(place, "the whole web server", [blows.server], 8)
    strike(place, "a backend of PostgreSQL that serves a web process", [blows.backend] * 4, 4)
    strike(place, "PostgreSQL's first process, then started again", [blows.postmaster] * 2, 8)


def control(place: Place) -> None:
    """Break on purpose, in transactions that are taken back: the checks must notice."""
    say("\n### Controls: what the checks say of something broken on purpose\n")
    row("broken", "found")
    row("---", "---")
    victim = sorted(place.receipts)[len(place.receipts) // 2]
    with place.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM voting_envelope WHERE receipt = %s", [victim])
        found = judge(cursor, place.edition, place.receipts)
    row("one confirmed envelope deleted, with triggers off", f"{found.lost} lost")
    if found.lost != 1:
        place.faults.append("the control: a lost vote is not noticed")
    with place.cursor() as cursor:
        again = judge(cursor, place.edition, place.receipts)
    row("nothing (the deletion taken back)", f"{again.lost} lost")


def control_opening(place: Place, copy: opening.Copy, expected: Counter[str]) -> None:
    """A finished opening with one ballot less, one mark exchanged, or one ciphertext left."""
    # Of this edition: the town has earlier ones, with ballots of their own.
    one = f"(SELECT min(id) FROM voting_{{}} WHERE edition_id = {place.edition})"
    broken = {
        "one opened ballot deleted": [
            f"DELETE FROM voting_vote WHERE ballot_id = {one.format('ballot')}",
            f"DELETE FROM voting_ballot WHERE id = {one.format('ballot')}",
        ],
        "one mark moved to another project": [
            "UPDATE voting_vote v SET project_id = (SELECT min(id) FROM voting_project p WHERE "
            f"p.edition_id = v.edition_id AND p.id <> v.project_id) WHERE id = {one.format('vote')}"
        ],
        "one ciphertext left": [
            f"UPDATE voting_envelope SET sealed = 'x' WHERE id = {one.format('envelope')}"
        ],
    }
    before = copy.state().faults(expected)
    for name, statements in broken.items():
        with psycopg.connect(copy.url) as connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                cursor.execute(statement)
            faults = opening.look(cursor, place.edition, copy.folder).faults(expected)
            found = [fault for fault in faults if fault not in before]
            connection.rollback()
        row(name, ", ".join(found) or "NOTHING")
        if not found:
            place.faults.append(f"the control: {name} is not noticed")


def openings(place: Place, folder: Path, chance: random.Random) -> opening.Copy:
    """Kill the worker at moments spread over the whole opening; the copy that nobody disturbed."""
    expected = Counter(number for chosen in place.receipts.values() for number in chosen)
    plain = opening.Copy("undisturbed", place.server.url, folder, place.edition)
    with plain.worker():
        plain.wait(opening.RUNNING)
        lasts = plain.wait(opening.DONE)
    say(f"\n### The opening of {len(place.receipts)} envelopes, killed\n")
    say(f"Undisturbed it takes {lasts:.2f} s. After a kill the worker is started again and left alone.\n")
    row(
        "killed after, s",
        "urn once the worker is dead",
        "keys left then",
        "finished, s after the new start",
        "ballots",
        "ciphertexts",
        "keys",
        "people whose time of voting can be read",
        "doctor",
    )
    row("---:", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---")
    _finished(place, plain, "never", None, 0, expected)
    for at in range(ROUNDS):
        delay = lasts * (at + chance.random()) / ROUNDS
        _killed(place, folder, f"k{at}", opening.RUNNING, delay, expected)
    for at in range(2):
        _killed(place, folder, f"seen{at}", opening.OPENED, chance.uniform(0, 0.02), expected)
    asked(place, folder, chance, lasts)
    return plain


def asked(place: Place, folder: Path, chance: random.Random, lasts: float) -> None:
    """The worker is not killed in the opening but told to stop, as `systemctl restart` does."""
    say("\n### The same with SIGTERM\n")
    row("asked after, s", "ended within 8 s", "urn then", "what the office reads", "after the next ticks")
    row("---:", "---", "---", "---", "---")
    copy = opening.Copy("asked", place.server.url, folder, place.edition)
    delay = lasts * chance.uniform(0.1, 0.6)
    ended = copy.ask_when(opening.RUNNING, delay)
    then, words = copy.state(), copy.failure()
    if not (then.is_closed or then.is_open):
        place.faults.append(f"SIGTERM: the opening is neither whole nor undone: {then}")
    with copy.worker(), suppress(TimeoutError):
        copy.wait(opening.DONE, 8)
    row(f"{delay:.2f}", "yes" if ended else "NO", then.in_words, words or "nothing", copy.state().in_words)


def _killed(
    place: Place, folder: Path, name: str, question: str, delay: float, expected: Counter[str]
) -> None:
    copy = opening.Copy(name, place.server.url, folder, place.edition)
    dead = copy.kill_when(question, lambda: delay)
    if not (dead.is_closed or dead.is_open) or (dead.is_closed and not dead.keys):
        place.faults.append(f"{name}: the killed opening is neither whole nor undone: {dead}")
    began, finished = time.monotonic(), -1.0
    with copy.worker():
        try:
            copy.wait(opening.DONE)
            finished = time.monotonic() - began
        except TimeoutError:
            place.faults.append(f"{name}: the opening is not finished after the next tick")
    label = f"{delay:.2f}" if question == opening.RUNNING else f"{delay * 1000:.0f} ms after its commit"
    _finished(place, copy, label, dead, finished, expected)


def _finished(
    place: Place,
    copy: opening.Copy,
    label: str,
    dead: opening.State | None,
    seconds: float,
    expected: Counter[str],
) -> None:
    state = copy.state()
    lines = [
        line for line in copy.cli("doctor").splitlines() if line.startswith(place.host.partition(".")[0])
    ]
    row(
        label,
        dead.in_words if dead else "",
        dead.keys if dead else "",
        f"{seconds:.1f}" if dead else "",
        state.ballots,
        state.sealed,
        state.keys,
        state.linked,
        "; ".join(lines) or "silent",
    )
    place.details += [f"opening {label}: doctor: {line}" for line in lines]
    if lines or (wrong := state.faults(expected)):
        place.faults.append(f"opening {label}: {lines or wrong}")


def main() -> int:
    """Build, kill, count."""
    began = time.monotonic()
    with TemporaryDirectory(prefix="wibo-kills-") as parent, Postgres(durable=True) as server:
        folder = Path(parent) / "data"
        folder.mkdir()
        measured_settings(server.url, str(folder))
        os.environ["WIBO_EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
        faults = _run(server, folder)
        if os.environ.get("KILLS_KEEP_LOGS"):
            for log in [*folder.glob("*.log"), *folder.parent.glob("*/worker.log")]:
                Path(os.environ["KILLS_KEEP_LOGS"], f"{log.parent.name}-{log.name}").write_text(
                    log.read_text()
                )
    say(f"\nSeed {SEED}, {time.monotonic() - began:.0f} s in all.")
    say(
        "\n".join(["", "**Broken promises:**", "", *(f"- {fault}" for fault in faults)])
        if faults
        else "\nNothing is lost."
    )
    return 1 if faults else 0


def _run(server: Postgres, folder: Path) -> list[str]:
    import django

    django.setup()
    from django.db import connections

    from bench import town as measured
    from wibo.demo.building import DEMO_PASSWORD
    from wibo.demo.recipes import RECIPES

    found = measured.build()
    edition = measured.edition_of(found)
    port, host, chance = free_port(), f"{found.slug}.localhost", random.Random(SEED)
    projects = _projects(edition)
    connections.close_all()
    place = Place(
        server,
        edition.pk,
        host,
        projects,
        port,
        web=Running(
            folder / "web.log", "serve", "--port", str(port), "--workers", "2", env={"WIBO_IS_WORKER": ""}
        ),
        worker=Running(folder / "work.log", "work", env={}),
    )
    try:
        time.sleep(4)
        votes(place, chance)
        place.worker.stop()
        opening.end_voting(edition)
        connections.close_all()
        time.sleep(2.5)
        people = [RECIPES[found.slug].address(person) for person in RECIPES[found.slug].people[4:6]]
        first, second = (opening.Office(port, host, email, DEMO_PASSWORD) for email in people)
        first.act("/urzad/urna/wniosek/", reason="koniec głosowania")
        second.act()
    finally:
        for running in (place.web, place.worker):
            if running.process.poll() is None:
                running.stop()
    plain = openings(place, folder, chance)
    control(place)
    control_opening(place, plain, Counter(n for chosen in place.receipts.values() for n in chosen))
    say("\n### What else was seen\n")
    for name, running in (("the web server", place.web), ("the worker", place.worker)):
        place.details += [f"{name} did not end when told to, and was killed"] * running.deaf
        signs = running.signs().items()
        place.details += [f"log of {name}: “{sign}” {count} times" for sign, count in signs]
    say("\n".join(f"- {line}" for line in place.details))
    return place.faults


def _projects(edition) -> list[str]:
    """The numbers of all projects on the ballot."""
    from django_scopes import scope

    from wibo.voting.ballot.lists import lists_of

    with scope(town=edition.town):
        return [project.number for project in lists_of(edition)[0].standing]


if __name__ == "__main__":
    sys.exit(main())
