"""Machines of a cluster as groups of processes: each is started, asked to stop, or lost whole as in a power cut.

Every machine has an address of the loopback network, so that all use the same ports as real ones would.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT)]

from bench.processes import family
from deploy.cluster import needed


def wait(question: Callable[[], object], seconds: float, what: str) -> float:
    """Ask four times a second until the answer is true; seconds that it took. Raises SystemExit with `what`."""
    began = time.monotonic()
    while not question():
        if time.monotonic() - began > seconds:
            raise SystemExit(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.25)
    return time.monotonic() - began


def status(url: str) -> int:
    """The status of a page; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=3) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def configured(name: str, folder: Path, facts: dict[str, str]) -> Path:
    """Fill in a configuration of this folder and write it where its machine reads it."""
    path = folder / name
    path.write_text(Template((HERE / name).read_text("utf-8")).substitute(facts), "utf-8")
    path.chmod(0o600)
    return path


class Service:
    """One process that a machine runs, with its lines in a file."""

    def __init__(self, name: str, command: list[str], folder: Path) -> None:
        self.name, self.command, self.log = name, command, folder / f"{name}.log"
        self.cwd, self.env = folder, {**os.environ, "PATH": needed.PATH}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a process group of its own."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.cwd, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def pids(self) -> list[int]:
        """It and all that it has started; none when it has ended."""
        return family(self.process.pid) if self.process and self.process.poll() is None else []

    def stop(self, patience: float = 30) -> None:
        """Ask it to end as systemd does, and kill it when it does not listen."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                kill(self.pids())
                self.process.wait()


def kill(pids: list[int]) -> None:
    """`kill -9` to all, the first processes first, so that none starts another anew."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Machine:
    """Services that live and die together."""

    def __init__(self, name: str, address: str, parent: Path) -> None:
        self.name, self.address, self.folder = name, address, parent / name
        self.services: dict[str, Service] = {}

    def prepare(self, facts: dict[str, str]) -> dict[str, str]:
        """Make the folder; what its configurations say of this machine."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        return {**facts, "name": self.name, "address": self.address, "folder": str(self.folder)}

    def add(self, name: str, *command: str) -> Service:
        """Add a service, not yet started."""
        self.services[name] = Service(name, [needed.program(command[0]), *command[1:]], self.folder)
        return self.services[name]

    def start(self) -> None:
        """Start all services in order."""
        for service in self.services.values():
            service.start()

    def pids(self) -> list[int]:
        """Every process of the machine."""
        return [pid for service in self.services.values() for pid in service.pids()]

    def lose(self) -> None:
        """`kill -9` to everything at once."""
        kill(self.pids())
        for service in self.services.values():
            if service.process:
                service.process.wait()

    def stop(self) -> None:
        """Ask all to end, the last started first."""
        for service in reversed(self.services.values()):
            service.stop()


class DatabaseMachine(Machine):
    """etcd, Patroni and the PostgreSQL that Patroni runs."""

    def prepare(self, facts: dict[str, str]) -> dict[str, str]:
        """Write both configurations."""
        facts = super().prepare(facts)
        self.add("etcd", "etcd", "--config-file", str(configured("etcd.yml", self.folder, facts)))
        patroni = self.add("patroni", "patroni", str(configured("patroni.yml", self.folder, facts)))
        # Debian's program belongs to Debian's Python and its packages, not to the environment that started this one.
        patroni.env |= {"PATH": f"/usr/bin:{needed.PATH}"}
        patroni.env.pop("PYTHONPATH", None)
        return facts

    def postmaster(self) -> list[int]:
        """PostgreSQL's processes. Patroni lets go of them, so that they are no descendants of its own."""
        try:
            pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            # The number in the file of a server that was killed may be another process's by now.
            if b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return family(pid)
        except (OSError, ValueError, IndexError):
            pass
        return []

    def pids(self) -> list[int]:
        """With PostgreSQL's. Patroni comes first: it would start PostgreSQL anew."""
        return [*self.services["patroni"].pids(), *self.services["etcd"].pids(), *self.postmaster()]

    def members(self) -> dict[str, str]:
        """Role by name of the members that run, as this machine's Patroni sees them; empty when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{self.address}:28008/cluster", timeout=3) as response:
                found: list[dict[str, Any]] = json.load(response)["members"]
        except (OSError, ValueError, KeyError):
            return {}
        return {one["name"]: one["role"] for one in found if one.get("state") in ("running", "streaming")}


class WebMachine(Machine):
    """The way to the database, the pool, the web server and a worker."""

    def prepare(self, facts: dict[str, str]) -> dict[str, str]:
        """Write the configurations; the program is this checkout until `program` says otherwise."""
        facts = super().prepare(facts)
        haproxy = configured("haproxy-database.cfg", self.folder, facts)
        self.add("database", "haproxy", "-db", "-f", str(haproxy))
        users = self.folder / "userlist.txt"
        users.write_text(f'"wibo" "{facts["password"]}"\n')
        users.chmod(0o600)
        self.add("pool", "pgbouncer", str(configured("pgbouncer.ini", self.folder, facts)))
        lines = configured("wibo.env", self.folder, facts).read_text("utf-8").splitlines()
        self.settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        serve = ("serve", "--address", self.address, "--port", "28000", "--workers", "1", "--threads", "2")
        self.add("web", sys.executable, "-m", "wibo", *serve)
        self.add("worker", sys.executable, "-m", "wibo", "work")
        self.program(ROOT)
        return facts

    def program(self, root: Path) -> None:
        """From now on the web server and the worker are those of this checkout, once they are started anew."""
        for name in ("web", "worker"):
            self.services[name].cwd = root
            self.services[name].env = self.environment(root)

    def environment(self, root: Path) -> dict[str, str]:
        """That of the machine's own commands, run from the checkout at `root`."""
        # What the account that started this has set for itself is not the machine's.
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("WIBO_", "DATABASE_"))
        }
        # An earlier program refuses settings that it does not know: a new one is set after the upgrade, not before.
        known = "".join(one.read_text("utf-8") for one in (root / "wibo" / "config").glob("*.py"))
        settings = {name: value for name, value in self.settings.items() if f'"{name}"' in known}
        return {**own, "PATH": needed.PATH, **settings}

    def wibo(self, *command: str, root: Path = ROOT) -> str:
        """What a command of the product prints on this machine; its status is the last line."""
        done = subprocess.run(
            [sys.executable, "-m", "wibo", *command],
            cwd=root,
            env=self.environment(root),
            capture_output=True,
            text=True,
            check=False,
        )
        return f"{done.stdout}{done.stderr}{done.returncode}"

    def is_ready(self) -> bool:
        """Whether its web server would be sent people."""
        return status(f"http://{self.address}:28000/-/ready") == 200
