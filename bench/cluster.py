"""`python bench/cluster.py`: whether a confirmed vote survives the loss of machines. Prints tables in Markdown.

On the cluster of `deploy/cluster` people vote without pause through the front, while the program is upgraded from an earlier
commit on one web machine after the other, a web machine is lost, the primary is lost again and again with its Patroni and
its etcd, and so is the standby; people with a browser walk every page and cast after a loss (`bench/browsing.py`). Machines
are lost by `kill -9` of all their processes. Then every receipt that was shown is looked for on every database machine. The
exit status is 1 when one is not there, when there is anything else that no voter was told of, when a machine that was lost
does not come back, when `wibo doctor` has something to say, or when the comparison does not notice what is broken on purpose.

    CLUSTER_VOTES=20000    go on until so many votes are acknowledged
    CLUSTER_PRIMARIES=3    how often the primary is lost
    CLUSTER_FROM=COMMIT    the earlier commit; usually the one before the last three that changed the database
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import psycopg
import pyrage

from bench.kills import judge
from bench.patient import Crowd, Seen
from bench.run import row, say
from bench.voter import Voter
from deploy.cluster import needed
from deploy.cluster.machines import DatabaseMachine, Machine, WebMachine, wait
from deploy.cluster.up import Cluster

VOTES = int(os.environ.get("CLUSTER_VOTES", "20000"))
PRIMARIES = int(os.environ.get("CLUSTER_PRIMARIES", "3"))
_MIGRATIONS = "wibo/*/migrations/*.py"
_CHANGES = 3
_QUIET, _AFTER, _AWAY = 5.0, 6.0, 10.0
_FILE = re.compile(rb'(?:src|href)="(/static/[^"]+)"')
_BUILD = """
import json, django; django.setup()
from bench import town
found = town.build(); edition = town.edition_of(found)
from django_scopes import scope
from wibo.access.permissions import Role
from wibo.demo.recipes import RECIPES
from wibo.voting.ballot.lists import lists_of
with scope(town=found):
    numbers = [project.number for project in lists_of(edition)[0].standing]
official = RECIPES[found.slug].login(Role.COORDINATOR)
told = {"edition": edition.pk, "host": f"{found.slug}.localhost", "projects": numbers, "official": official}
print(json.dumps(told))
"""


def git(*arguments: str) -> bytes:
    """What git says of this checkout, whoever owns it."""
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout


def earlier(folder: Path) -> tuple[Path, str]:
    """The program of an earlier commit in a folder, and which commit it is."""
    commit = os.environ.get("CLUSTER_FROM", "")
    if not commit:
        changes = git("log", "--format=%H", f"-n{_CHANGES}", "--", _MIGRATIONS).decode().split()
        commit = git("rev-parse", f"{changes[-1]}^").decode().strip()
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], input=git("archive", commit), check=True)
    return folder, commit[:7]


@dataclass
class Place:
    """The cluster, the town in it and what voters were told."""

    cluster: Cluster
    edition: int
    host: str
    projects: list[str]
    official: str
    receipts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def cursor(self, machine: DatabaseMachine | None = None) -> Iterator[psycopg.Cursor]:
        """On the primary, or on another machine; what is done is taken back at the end."""
        address = (machine or self.cluster.primary()).address
        url = f"postgres://postgres:{self.cluster.password}@{address}:25432/wibo"
        with closing(psycopg.connect(url, connect_timeout=5)) as connection, connection.cursor() as cursor:
            yield cursor


def build(cluster: Cluster, root: Path) -> Place:
    """The measured town, made by the program at `root`."""
    web = cluster.webs[0]
    web.program(root)
    env = {
        **web.services["web"].env,
        "WIBO_IS_WORKER": "1",
        "DJANGO_SETTINGS_MODULE": "wibo.config.settings",
        "PYTHONPATH": f"{root}:{os.environ.get('PYTHONPATH', '')}",
    }
    done = subprocess.run(
        [sys.executable, "-c", _BUILD], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the town was not built: {done.stderr[-2000:]}")
    return Place(cluster, **json.loads(done.stdout.splitlines()[-1]))


def care(place: Place) -> None:
    """Start again what has ended by itself, as systemd does, and tell of it."""
    for machine in (place.cluster.front, *place.cluster.webs, *place.cluster.databases):
        for service in machine.services.values():
            if service.process and service.process.poll() is not None:
                status = service.process.returncode
                place.details.append(f"{machine.name}: {service.name} had ended by itself, status {status}")
                service.start()


def scene(place: Place, name: str, blows: list[Callable[[], object]]) -> None:
    """People vote; each blow falls and is got over; a row."""
    seen, gaps = Seen(), [0.0]
    with Crowd(place.cluster.front_port, place.host, place.projects, seen):
        time.sleep(_QUIET)
        began = time.monotonic()
        usual = seen.longest_gap(began - _QUIET / 2, began)
        for blow in blows:
            moment = time.monotonic()
            blow()
            care(place)
            time.sleep(_AFTER)
            gaps.append(seen.longest_gap(moment, time.monotonic()))
    told(place, name, len(blows), seen, max(gaps), usual)


def told(place: Place, name: str, times: int, seen: Seen, gap: float, usual: float) -> None:
    """Compare all receipts so far with the database, and print a row."""
    place.receipts |= seen.receipts
    with place.cursor() as cursor:
        found = judge(cursor, place.edition, place.receipts)
    kinds = Counter(kind for _, kind in seen.errors)
    broken = sum(count for kind, count in kinds.items() if kind.startswith("connection"))
    row(
        name,
        times,
        len(seen.receipts),
        found.lost,
        found.unknown + found.unequal,
        f"{gap:.1f}",
        f"{usual:.2f}",
        broken,
        sum(kinds.values()) - broken,
        len(seen.asked_again),
    )
    place.errors += kinds
    place.details += [f"{name}: {kind}, {count} times" for kind, count in sorted(kinds.items())]
    place.details += [f"{name}: {text}, {count} times" for text, count in Counter(seen.odd).items()]
    if found.lost or found.unknown or found.unequal:
        place.faults.append(f"{name}: {found}")


@dataclass
class Blows:
    """What happens to the cluster."""

    place: Place
    old: Path

    def upgrade(self) -> None:
        """The database first, then one web machine after the other: empty it, start it anew, send people again."""
        cluster = self.place.cluster
        cluster.migrate()
        for web in cluster.webs:
            self._letter(web)
        for web in cluster.webs:
            cluster.drain(web, "drain")
            # Longer than a page takes; what a person keeps open is closed with an answer.
            time.sleep(2)
            for name in ("web", "worker"):
                web.services[name].stop()
            web.program(ROOT)
            web.services["web"].start()
            web.services["worker"].start()
            wait(web.is_ready, 60, f"{web.name} is ready after its upgrade")
            cluster.drain(web, "ready")
            time.sleep(4)

    def _letter(self, web: WebMachine) -> None:
        """The earlier program on the new database: a request for a password writes a letter."""
        person = Voter(http.client.HTTPConnection(web.address, 28000, timeout=20), self.place.host)
        person.send("/konto/haslo/")
        status, _, _ = person.send("/konto/haslo/", [("email", self.place.official)])
        if status != 302:
            self.place.faults.append(f"the earlier program writes no letter into the new database: {status}")

    def web(self) -> None:
        """A web machine with its pool, its way to the database and its worker; it comes back."""
        lost = self.place.cluster.webs[0]
        lost.lose()
        time.sleep(_AWAY)
        lost.start()
        wait(lost.is_ready, 60, "the lost web machine is ready again")

    def primary(self) -> None:
        """The primary; another takes its place, and it comes back as a standby."""
        lost = self.place.cluster.primary()
        self._lost(lost)
        self.place.details.append(
            f"the primary {lost.name} was lost, then it was {self.place.cluster.primary().name}"
        )

    def standby(self) -> None:
        """The synchronous standby; commits wait until another is in its place."""
        self._lost(self.place.cluster.with_role("sync_standby"))

    def _lost(self, lost: DatabaseMachine) -> None:
        cluster = self.place.cluster
        lost.lose()
        wait(
            lambda: lost.name not in _leading(cluster) and cluster.has_standby(),
            90,
            "another primary with a standby",
        )
        time.sleep(_AWAY)
        lost.start()
        wait(lambda: lost.name in cluster.roles() and cluster.has_standby(), 120, f"{lost.name} is back")


def _leading(cluster: Cluster) -> set[str]:
    return {name for name, role in cluster.roles().items() if role in ("leader", "sync_standby")}


class Visitor:
    """A context: one person who reads the front page with all that it names, again and again; what was answered."""

    def __init__(self, port: int, host: str) -> None:
        self.base, self.host, self.answers = f"http://127.0.0.1:{port}", host, Counter[str]()
        self.stop, self.thread = threading.Event(), threading.Thread(target=self._read)

    def _read(self) -> None:
        while not self.stop.wait(0.1):
            page = self._get("/", "pages")
            for path in sorted(set(_FILE.findall(page))):
                self._get(path.decode(), "files")

    def _get(self, path: str, kind: str) -> bytes:
        request = urllib.request.Request(self.base + path, headers={"Host": self.host})
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                self.answers[f"{kind}: {response.status}"] += 1
                return response.read()
        except OSError as error:
            self.answers[f"{kind}: {getattr(error, 'code', type(error).__name__)}"] += 1
            return b""

    def __enter__(self) -> "Visitor":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()


def scenes(place: Place, blows: Blows, commit: str) -> None:
    """All that happens while people vote, and voting on until there are enough."""
    say("\n### Votes while machines are lost\n")
    row(
        "what happens",
        "times",
        "receipts shown",
        "lost",
        "other differences",
        "longest time without an answer, s",
        "the same before, s",
        "broken connections",
        "answers 5xx",
        "casts sent again",
    )
    row("---", *["---:"] * 9)
    with Visitor(place.cluster.front_port, place.host) as visitor:
        scene(place, f"upgrade from {commit}, one web machine after the other", [blows.upgrade])
    place.details += [
        f"a reader during the upgrade, {kind}: {n}" for kind, n in sorted(visitor.answers.items())
    ]
    scene(place, "a web machine", [blows.web])
    scene(place, "the primary", [blows.primary] * PRIMARIES)
    scene(place, "the synchronous standby", [blows.standby])
    while len(place.receipts) < VOTES and not place.faults:
        scene(place, "nothing", [lambda: time.sleep(30)])


def browsed(place: Place, blows: Blows) -> None:
    """People with a browser: every page, and two ballots between whose last page and cast the primary is lost."""
    web, port = place.cluster.webs[0], str(place.cluster.front_port)
    env = {**web.environment(ROOT), "DJANGO_SETTINGS_MODULE": "wibo.config.settings"}
    command = [sys.executable, "-m", "bench.browsing", port, place.host, place.official]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as walking:
        if any(line == "ready\n" for line in walking.stdout):
            blows.primary()
            care(place)
            walking.stdin.write("go on\n")
            walking.stdin.flush()
        said = walking.stdout.read().splitlines()
    if walking.returncode or not said:
        place.faults.append("people with a browser did not come to the end")
        return
    found = json.loads(said[-1])
    place.receipts |= {receipt: tuple(chosen) for receipt, chosen in found["receipts"].items()}
    with place.cursor() as cursor:
        judged = judge(cursor, place.edition, place.receipts)
    place.details.append(
        f"people with a browser saw {found['pages']} kinds of pages, all accessible; {len(found['receipts'])} cast after the primary "
        f"was lost on their last page; of all receipts so far {judged.lost} lost"
    )
    if judged.lost or judged.unknown or judged.unequal:
        place.faults.append(f"people with a browser: {judged}")


def everywhere(place: Place) -> None:
    """The same comparison on every database machine, once standbys have caught up."""
    say("\n### All receipts on every database machine\n")
    row("machine", "receipts shown", "envelopes", "lost", "without a voter's receipt", "two of one person")
    row("---", *["---:"] * 5)
    time.sleep(3)
    for machine in place.cluster.databases:
        with place.cursor(machine) as cursor:
            found = judge(cursor, place.edition, place.receipts)
            cursor.execute(
                "SELECT count(*), count(*) - count(DISTINCT participation_id) FROM voting_envelope "
                "WHERE edition_id = %s AND state = 'valid'",
                [place.edition],
            )
            envelopes, double = cursor.fetchone()
        row(machine.name, found.shown, envelopes, found.lost, found.unknown, double)
        if found.lost or found.unknown or double:
            place.faults.append(f"{machine.name}: {found}, {double} double")


def control(place: Place) -> None:
    """Break on purpose, in a transaction that is taken back: the comparison must notice."""
    say("\n### Controls: what the comparison says of something broken on purpose\n")
    row("broken", "lost", "other differences")
    row("---", "---:", "---:")
    victim = sorted(place.receipts)[len(place.receipts) // 2]
    with place.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM voting_envelope WHERE receipt = %s", [victim])
        less = judge(cursor, place.edition, place.receipts)
    row("one acknowledged envelope deleted, with triggers off", less.lost, less.unknown + less.unequal)
    with place.cursor() as cursor:
        forged = judge(cursor, place.edition, {**place.receipts, "0" * len(victim): ()})
    row("a receipt that nobody was given", forged.lost, forged.unknown + forged.unequal)
    with place.cursor() as cursor:
        again = judge(cursor, place.edition, place.receipts)
    row("nothing", again.lost, again.unknown + again.unequal)
    if (less.lost, forged.lost, again.lost) != (1, 1, 0):
        place.faults.append("the control: a lost vote is not noticed")


def doctor(place: Place) -> None:
    """`wibo doctor` on both web machines, once the workers have done a round."""
    time.sleep(5)
    for web in place.cluster.webs:
        said = web.wibo("doctor")
        place.details.append(f"wibo doctor on {web.name}: {said[:-1].strip()}")
        if not said.endswith("0"):
            place.faults.append(f"wibo doctor on {web.name}: {said}")


def drill(place: Place) -> None:
    """The backup of all that, restored for a try by `wibo drill` on the same cluster."""
    web = place.cluster.webs[0]
    made = pyrage.x25519.Identity.generate()
    identity = place.cluster.folder / "identity.txt"
    identity.write_text(str(made))
    said = web.wibo("backup", "--recipient", str(made.to_public()))
    if said.endswith("0"):
        said = web.wibo("drill", "--identity", str(identity))
    say("\n### The backup, restored for a try\n")
    say(f"```\n{said[:-1].strip()}\n```")
    if not said.endswith("0"):
        place.faults.append(f"the drill: {said}")


def logged(machines: list[Machine]) -> list[str]:
    """How often logs of web servers and workers tell of an error, by its kind."""
    found: Counter[str] = Counter()
    for machine in machines:
        for name in ("web", "worker"):
            for line in machine.services[name].log.read_text(errors="replace").splitlines():
                with suppress(ValueError, AttributeError):
                    told = json.loads(line)
                    if told.get("level") in ("error", "critical"):
                        found[
                            f"log of {machine.name}, {name}: {told['event'][:90]} {told.get('error', '')}"
                        ] += 1
                if line.startswith("Traceback"):
                    found[f"log of {machine.name}, {name}: Traceback"] += 1
    return [f"{what}: {count} times" for what, count in sorted(found.items())]


def main() -> int:
    """Build, lose, count."""
    needed.refuse_without_packages()
    needed.leave_root()
    # Whoever ends this ends the whole cluster with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    with Cluster() as cluster:
        old, commit = earlier(cluster.folder / "earlier")
        place = build(cluster, old)
        cluster.serve(old)
        time.sleep(3)
        blows = Blows(place, old)
        scenes(place, blows, commit)
        browsed(place, blows)
        everywhere(place)
        control(place)
        doctor(place)
        drill(place)
        place.details += logged([*cluster.webs])
    say("\n### What else was seen\n")
    say("\n".join(f"- {line}" for line in place.details))
    say(f"\n{len(place.receipts)} votes acknowledged in {time.monotonic() - began:.0f} s.")
    say(
        "\n".join(["", "**Broken promises:**", "", *(f"- {one}" for one in place.faults)])
        if place.faults
        else "\nNothing is lost."
    )
    return 1 if place.faults else 0


if __name__ == "__main__":
    sys.exit(main())
