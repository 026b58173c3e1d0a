"""Starting what is measured and reading how much processor it used."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def cpu_seconds(pids: list[int]) -> float:
    """Processor time used so far, in user and kernel mode together."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / _TICKS


class Server:
    """A web server started by a command; a context that waits until it answers."""

    def __init__(self, *command: str, port: int, env: dict[str, str]) -> None:
        self.port = port
        self.process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env={**os.environ, **env})

    def __enter__(self) -> "Server":
        for _ in range(200):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    time.sleep(0.5)
                    return self
            time.sleep(0.1)
        raise SystemExit("the measured server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def cpu(self) -> float:
        """Processor seconds of the server and its workers."""
        return cpu_seconds(family(self.process.pid))


def peak_mb() -> int:
    """Megabytes that this program has been at most. What `getrusage` says begins with the one that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
