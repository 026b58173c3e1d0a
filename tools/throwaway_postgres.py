"""A PostgreSQL server for one test run: its own folder in memory, no fsync, gone at the end."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType


def binaries() -> Path | None:
    """The folder with initdb: Debian's newest, or wherever PATH finds it."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name)
    )
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Postgres:
    """A context that runs a server at `url`. As root the server runs as the user postgres.

    `durable` writes to a disk and waits for it, as production does; otherwise nothing outlives the run.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.bin = binaries()
        self.durable = durable
        self.server = self.url = ""
        memory = Path("/var/tmp" if durable else "/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="wibo-pg-", dir=memory if memory.is_dir() else None))
        self.as_root = os.geteuid() == 0
        self.user = "postgres" if self.as_root else getpass.getuser()

    def _run(self, *command: str) -> None:
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if self.as_root else []
        done = subprocess.run([*drop, *command], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"PostgreSQL: {' '.join(command[:2])} failed:\n{done.stdout}{done.stderr}")

    @property
    def pid(self) -> int:
        """The server's first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    @property
    def version(self) -> str:
        """Its version."""
        return (self.folder / "data" / "PG_VERSION").read_text().strip()

    def __enter__(self) -> "Postgres":
        if self.as_root:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = str(self.folder / "data")
        wait = [] if self.durable else ["-N"]
        self._run(f"{self.bin}/initdb", *wait, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D", data)
        fsync = "on" if self.durable else "off"
        options = (
            f"-p {port} -k {self.folder} -c fsync={fsync} -c log_min_error_statement=panic -c log_parameter_max_length_on_error=0 "
            f"-c log_error_verbosity=terse -c listen_addresses=127.0.0.1 -c max_connections=60"
        )
        self._run(
            f"{self.bin}/pg_ctl", "-D", data, "-l", str(self.folder / "log"), "-w", "-o", options, "start"
        )
        self.server = f"postgres://{self.user}@127.0.0.1:{port}"
        self.url = self.database("wibo")
        return self

    def database(self, name: str) -> str:
        """A new database, by its address."""
        self._run(f"{self.bin}/createdb", f"--maintenance-db={self.server}/postgres", name)
        return f"{self.server}/{name}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(f"{self.bin}/pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
