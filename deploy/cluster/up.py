"""`python deploy/cluster/up.py`: a whole cluster on this machine, from Debian's packages, until Ctrl+C.

Three database machines (etcd, Patroni, PostgreSQL with one synchronous standby), two web machines (HAProxy to the primary,
PgBouncer, `wibo serve`, `wibo work`) and HAProxy in front. All on loopback, high ports, in one folder below /var/tmp that
goes at the end, as the account `postgres`. Each configuration is a file beside this one, with what changes on real
machines.
"""

import contextlib
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

import psycopg

from bench.processes import free_port
from deploy.cluster import needed
from deploy.cluster.machines import DatabaseMachine, Machine, WebMachine, configured, wait

_DATABASES, _WEBS = ("db1", "db2", "db3"), ("web1", "web2")


def _free_network() -> str:
    """Three numbers of a loopback network that no other cluster uses."""
    for third in range(77, 120):
        with contextlib.closing(socket.socket()) as probe, contextlib.suppress(OSError):
            probe.bind((f"127.0.{third}.11", 22379))
            return f"127.0.{third}"
    raise SystemExit("no loopback network is free")


class Cluster:
    """A context: everything runs inside, nothing is left after it."""

    def __init__(self) -> None:
        needed.refuse_without_packages()
        # A disk, since a synchronous standby is measured; the path stays short for PostgreSQL's socket.
        self.folder = Path(tempfile.mkdtemp(prefix="wibo-c-", dir="/var/tmp"))
        network = _free_network()
        self.databases = [
            DatabaseMachine(name, f"{network}.{11 + at}", self.folder) for at, name in enumerate(_DATABASES)
        ]
        self.webs = [WebMachine(name, f"{network}.{21 + at}", self.folder) for at, name in enumerate(_WEBS)]
        self.front, self.front_port = Machine("front", f"{network}.31", self.folder), free_port()
        self.password = secrets.token_hex(16)

    def __enter__(self) -> "Cluster":
        try:
            self._prepare()
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for machine in (self.front, *self.webs):
            machine.stop()
        # Databases that hold nothing worth keeping are not asked: three would hand over to each other first.
        for machine in self.databases:
            machine.lose()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _prepare(self) -> None:
        shared = self.folder / "shared"
        for path in (shared, shared / "files", shared / "backups"):
            path.mkdir(mode=0o700)
        facts = {
            "password": self.password,
            "secret": secrets.token_urlsafe(48),
            "network": "127.0.0.0/8",
            "postgres": str(needed.postgres()),
            "shared": str(shared),
            "front": f"127.0.0.1:{self.front_port}",
            "members": ",".join(f"{one.name}=http://{one.address}:22380" for one in self.databases),
            "etcd": ", ".join(f"{one.address}:22379" for one in self.databases),
            "databases": "\n".join(f"    server {one.name} {one.address}:25432" for one in self.databases),
            "webs": "\n".join(f"    server {one.name} {one.address}:28000" for one in self.webs),
        }
        for machine in (*self.databases, *self.webs):
            machine.prepare(facts)
        facts = self.front.prepare(facts)
        cfg = configured("haproxy-front.cfg", self.front.folder, facts)
        self.front.add("front", "haproxy", "-db", "-f", str(cfg))

    def _start(self) -> None:
        for database in self.databases:
            database.start()
        wait(self.has_standby, 120, "a primary with its synchronous standby")
        with psycopg.connect(self.url(), autocommit=True) as connection:
            # CREATEDB is for `wibo drill`, which restores into a database of its own.
            connection.execute(f"CREATE ROLE wibo LOGIN CREATEDB PASSWORD '{self.password}'")
            connection.execute("CREATE DATABASE wibo OWNER wibo")
        for web in self.webs:
            web.services["database"].start()
            web.services["pool"].start()

    def serve(self, root: Path = ROOT) -> None:
        """Migrate, then start both web servers, both workers and the front; the program is the checkout at `root`."""
        self.migrate(root)
        for web in self.webs:
            web.program(root)
            web.services["web"].start()
            web.services["worker"].start()
        for web in self.webs:
            wait(web.is_ready, 60, f"{web.name} is ready")
        self.front.start()

    def migrate(self, root: Path = ROOT) -> None:
        """`wibo migrate` on each web machine: the first brings the database on, each gathers its own static files."""
        for web in self.webs:
            said = web.wibo("migrate", root=root)
            if not said.endswith("0"):
                raise SystemExit(f"wibo migrate on {web.name}: {said}")

    def url(self, name: str = "postgres") -> str:
        """The primary's address, for the superuser."""
        return f"postgres://postgres:{self.password}@{self.primary().address}:25432/{name}"

    def roles(self) -> dict[str, str]:
        """Role by name, as the first Patroni tells it that answers."""
        return next((found for one in self.databases if (found := one.members())), {})

    def has_standby(self) -> bool:
        """Whether there is a primary whose commits wait for a standby."""
        roles = self.roles().values()
        return "leader" in roles and "sync_standby" in roles

    def with_role(self, role: str) -> DatabaseMachine:
        """The machine that is `leader` or `sync_standby` now. Raises SystemExit when there is none for a minute."""
        wait(lambda: role in self.roles().values(), 60, f"a {role}")
        roles = self.roles()
        return next(one for one in self.databases if roles.get(one.name) == role)

    def primary(self) -> DatabaseMachine:
        """The machine that takes writes."""
        return self.with_role("leader")

    def drain(self, web: WebMachine, state: str) -> None:
        """Tell the front to send nobody new to a machine (`drain`), or to ask it again (`ready`)."""
        for backend in ("ready", "all", "files"):
            self._tell_front(f"set server {backend}/{web.name} state {state}")

    def _tell_front(self, words: str) -> str:
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as control:
            control.connect(str(self.front.folder / "front.sock"))
            control.sendall(f"{words}\n".encode())
            return control.recv(65536).decode()


def main() -> int:
    """Start, say where, wait for Ctrl+C."""
    needed.refuse_without_packages()
    needed.leave_root()
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    print("starting (half a minute) …", flush=True)
    with Cluster() as cluster:
        cluster.serve()
        env = cluster.webs[0].folder / "wibo.env"
        print(f"front:    http://operator.localhost:{cluster.front_port}/")
        print(f"operator: (set -a; . {env}; {sys.executable} -m wibo operator you@example --name You)")
        print(f"cluster:  patronictl -c {cluster.databases[0].folder}/patroni.yml list")
        print(f"folder:   {cluster.folder}\nStop: Ctrl+C", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            asked.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
