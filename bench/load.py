"""Load that costs the measured machine little: Debian's wrk, with a script that casts whole ballots (`bench/ballots.lua`)."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.voter import number_of

_SCRIPT = Path(__file__).resolve().parent / "ballots.lua"
# As many as keep both processors busy while commits wait for the disk.
_CONNECTIONS = 8
# More than any server of ours casts in a second.
_MOST = 1_500


@dataclass(frozen=True, slots=True)
class Cast:
    """What came of a time of voting; `faults` are ballots that did not come to their receipt."""

    ballots: int
    faults: int
    seconds: float


def refuse_without_wrk() -> None:
    """End with what to install."""
    if not shutil.which("wrk"):
        raise SystemExit("Missing from Debian: wrk. As root: apt-get install --no-install-recommends wrk")


def ballots(port: int, host: str, projects: list[str], first: int, seconds: int) -> Cast:
    """Let people vote on eight connections, each voter once; `first` is the number of the first of them."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(number_of(first + at) for at in range(_MOST * seconds)))
        file.flush()
        said = _wrk(port, "/", seconds, _CONNECTIONS, "-s", str(_SCRIPT), after=(host, file.name, *projects))
    found = re.search(r"ballots (\d+) faults (\d+) seconds ([\d.]+)", said)
    if not found:
        raise SystemExit(f"wrk: {said[-600:]}")
    return Cast(int(found[1]), int(found[2]), float(found[3]))


def visits(port: int, host: str, path: str, seconds: int) -> float:
    """Answers a second of an address, all of them 200."""
    said = _wrk(port, path, seconds, 8, "-H", f"Host: {host}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said:
        raise SystemExit(f"wrk: {said[-600:]}")
    return float(found[1])


def _wrk(
    port: int, path: str, seconds: int, connections: int, *options: str, after: tuple[str, ...] = ()
) -> str:
    threads = _CONNECTIONS if after else 2
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", *options]
    address = f"http://127.0.0.1:{port}{path}"
    done = subprocess.run(
        [*command, address, "--", *after] if after else [*command, address],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
