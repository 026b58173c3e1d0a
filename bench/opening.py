"""The opening of the urn, killed: each time on a copy of the database and of the folder with the keys."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg

from bench.processes import ROOT
from bench.voter import Voter

_SEEN = re.compile(rb'name="widziane"\s+value="(\w+)"')
_CONFIRM = re.compile(rb'action="(/urzad/urna/\d+/potwierdz/)"')
KEYS = ("private-keys/ring-{}/urn.key", "private-keys/ring-{}/keying.key", "keys/ring-{}/checking.key")

# All in one statement, so that all is seen at one moment. Rows that share a transaction with the journal's
# entry of a cast tell when their person voted (wibo/voting/urn/stirring.py).
_STATE = """
SELECT urn_opened_at IS NOT NULL, ring,
  (SELECT count(*) FROM voting_ballot WHERE edition_id = e.id),
  (SELECT count(*) FROM voting_vote WHERE edition_id = e.id),
  (SELECT count(*) FROM voting_envelope WHERE edition_id = e.id AND state = 'valid'),
  (SELECT count(*) FROM voting_envelope WHERE edition_id = e.id AND length(sealed) > 0),
  (SELECT count(*) FROM journal_entry WHERE edition = e.id AND kind = 'urn-opened'),
  (SELECT count(*) FROM voting_twopersonact WHERE edition_id = e.id AND done_at IS NOT NULL AND failure = ''),
  (SELECT count(*) FROM voting_participation p JOIN journal_entry j ON j.xmin::text = p.xmin::text
   WHERE p.edition_id = e.id AND j.kind = 'ballot-cast'),
  (SELECT json_object_agg(number, votes) FROM (SELECT p.number, count(*) AS votes FROM voting_vote v
   JOIN voting_project p ON p.id = v.project_id WHERE v.edition_id = e.id GROUP BY 1) AS tally)
FROM editions_edition e WHERE e.id = %s
"""


@dataclass
class State:
    """How an urn stands at one moment."""

    opened: bool
    ring: str
    ballots: int
    votes: int
    valid: int
    sealed: int
    told: int
    done: int
    linked: int
    tally: dict[str, int] | None
    keys: int = 0

    @property
    def is_closed(self) -> bool:
        """Nothing of an opening is there."""
        return not (self.opened or self.ballots or self.votes or self.told) and self.sealed == self.valid

    @property
    def is_open(self) -> bool:
        """Everything of an opening is there; whether its key is gone is another question."""
        return self.opened and self.ballots == self.valid and not self.sealed and self.told == 1

    @property
    def in_words(self) -> str:
        """For the table."""
        return "closed" if self.is_closed else "open" if self.is_open else "NEITHER CLOSED NOR OPEN"

    def faults(self, expected: Counter[str]) -> list[str]:
        """What a finished opening lacks; `expected` are the marks that voters made."""
        tested = {
            "not whole": not self.is_open,
            "keys left": self.keys,
            "not marked as done": self.done != 1,
            "other votes": Counter(self.tally or {}) != expected,
            "times linked to people": self.linked,
        }
        return [name for name, wrong in tested.items() if wrong]


def look(cursor: psycopg.Cursor, edition: int, folder: Path) -> State:
    """The state of an edition's urn, with its keys in the folder."""
    cursor.execute(_STATE, [edition])
    state = State(*cursor.fetchone())
    state.keys = sum((folder / name.format(state.ring)).exists() for name in KEYS)
    return state


class Office:
    """An official's browser."""

    def __init__(self, port: int, host: str, email: str, password: str) -> None:
        self.browser = Voter(http.client.HTTPConnection("127.0.0.1", port, timeout=30), host)
        self.browser.send("/konto/zaloguj/")
        if not self.browser.send("/konto/zaloguj/", [("email", email), ("password", password)])[1]:
            raise SystemExit(f"{email} was not let in")

    def act(self, path: str = "", **form: str) -> None:
        """Send the form of the urn's page, with what that page showed; to `path`, or where the page says."""
        page = self.browser.send("/urzad/urna/")[2]
        seen, action = _SEEN.search(page), _CONFIRM.search(page)
        target = path or (action.group(1).decode() if action else "")
        if not seen or not target:
            raise SystemExit(f"the urn's page has no form:\n{page.decode()[-3000:]}")
        self.browser.send(target, [("widziane", seen.group(1).decode()), *form.items()])


def end_voting(edition) -> None:
    """Let voting and keying have ended a moment ago."""
    from django.utils import timezone
    from django_scopes import scope

    from wibo.editions.actions import Dates, change_schedule
    from wibo.journal.acts import Act

    now = timezone.now()
    with scope(town=edition.town):
        rows = [
            Dates(window.stage, window.channel, window.opens_at, now - timedelta(seconds=1))
            for window in edition.windows.all()
            if window.stage in ("voting", "paper-entry")
        ]
        change_schedule(edition, rows, act=Act("bench", now), reason="koniec pomiaru")


class Copy:
    """A copy of the database `wibo` and of the folder, on which an opening is killed and finished."""

    def __init__(self, name: str, url: str, folder: Path, edition: int) -> None:
        self.name, self.edition = name, edition
        self.url = f"{url.rpartition('/')[0]}/{name}"
        self.folder = folder.with_name(f"{folder.name}-{name}")
        with psycopg.connect(f"{url.rpartition('/')[0]}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE wibo")
        shutil.copytree(folder, self.folder)
        self.env = {**os.environ, "DATABASE_URL": self.url, "WIBO_DATA_DIR": str(self.folder)}

    def cli(self, *command: str) -> str:
        """What a command of the product prints."""
        program = [sys.executable, "-m", "wibo", *command]
        done = subprocess.run(
            program, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout + done.stderr

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen]:
        """`wibo work`, told to stop at the end unless it is dead by then."""
        with (self.folder / "worker.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "wibo", "work"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    kill_all(process)

    def failure(self) -> str:
        """What the page of the urn says of an opening that did not succeed."""
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT failure FROM voting_twopersonact WHERE kind = 'open-urn'")
            return str(found.fetchone()[0])

    def state(self) -> State:
        """As it stands now."""
        with psycopg.connect(self.url) as connection, connection.cursor() as cursor:
            return look(cursor, self.edition, self.folder)

    def wait(self, question: str, seconds: float = 40) -> float:
        """Ask the database again and again; seconds until it says yes. Raises TimeoutError."""
        began = time.monotonic()
        with psycopg.connect(self.url, autocommit=True) as connection:
            while time.monotonic() - began < seconds:
                if connection.execute(question).fetchone()[0]:
                    return time.monotonic() - began
                time.sleep(0.002)
        raise TimeoutError(f"{question}; the office reads: {self.failure() or 'nothing'}")

    def ask_when(self, question: str, delay: float) -> bool:
        """Start a worker and tell it to stop some time after the answer is yes; whether it does."""
        with self.worker() as process:
            self.wait(question)
            time.sleep(delay)
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                process.kill()
                return False
        return True

    def kill_when(self, question: str, delay: Callable[[], float]) -> State:
        """Start a worker, kill it some time after the answer is yes, look once its transaction has ended."""
        with self.worker() as process:
            self.wait(question)
            time.sleep(delay())
            kill_all(process)
        self.wait(
            "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return self.state()


def kill_all(process: subprocess.Popen) -> None:
    """`kill -9` of a worker with the processes that it keeps, as the end of a machine would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


RUNNING = "SELECT count(*) > 0 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
OPENED = "SELECT count(*) > 0 FROM editions_edition WHERE urn_opened_at IS NOT NULL"
DONE = "SELECT count(*) > 0 FROM voting_twopersonact WHERE kind = 'open-urn' AND done_at IS NOT NULL"
