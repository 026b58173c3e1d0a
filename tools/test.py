"""Everything that proves the project: checks, the suite on SQLite and PostgreSQL, journeys in Chromium."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from throwaway_postgres import Postgres, binaries

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
PACKAGES = {
    "postgresql": lambda: binaries() is not None,
    "chromium": lambda: chromium() is not None,
    "nginx-light": lambda: shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is not None,
    "systemd": lambda: shutil.which("systemd-analyze") is not None,
    "clamav-daemon": lambda: shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin") is not None,
    "openssl": lambda: shutil.which("openssl") is not None,
    "haproxy": lambda: shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin") is not None,
    "prometheus": lambda: shutil.which("promtool") is not None,
}
TOTALS = {"passed": 0, "failed": 0}
# What went wrong, to be said once more at the end: whoever reads only that must learn it.
FAULTS: list[str] = []


def chromium() -> str | None:
    """Debian's browser, whichever name it has."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def install() -> None:
    """Install what tests need from Debian as root, or say which packages are missing."""
    missing = [name for name, there in PACKAGES.items() if not there()]
    if not missing:
        return
    names = [*missing, "fonts-dejavu-core"]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"Tests need Debian packages. As root: apt-get install {' '.join(names)}; then make test again."
        )
    print(f"Installing {', '.join(names)} …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *names]):
        done = subprocess.run(
            ["apt-get", "-q", *command], env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"apt-get {command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def run(title: str, *arguments: str, **env: str) -> bool:
    """Run a step, show what it prints, and add up what pytest counted."""
    began = time.monotonic()
    print(f"\n== {title}", flush=True)
    process = subprocess.Popen(
        [PYTHON, *arguments],
        cwd=ROOT,
        env={**os.environ, "WIBO_TESTING": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        print(line, end="", flush=True)
    for number, what in re.findall(r"(\d+) (passed|failed|error)", lines[-1] if lines else ""):
        TOTALS["passed" if what == "passed" else "failed"] += int(number)
    print(f"== {title}: {time.monotonic() - began:.0f} s", flush=True)
    if good := process.wait() == 0:
        return good
    named = [line.rstrip() for line in lines if line.startswith(("FAILED", "ERROR"))]
    FAULTS.extend(f"{title}: {line}" for line in named or [line.rstrip() for line in lines[-5:]])
    return good


PURE = ("tests/rulebook", "tests/wording")
COVERAGE = ("-m", "coverage")
MEASURED = (*COVERAGE, "run", "-m", "pytest")
# Whoever has nothing left to do takes from the other: long tests stand beside each other in their files.
TWO = ("-n", "2", "--dist", "worksteal")
SUITE = (
    *TWO,
    # Whoever makes the run longer sees it.
    "--durations=12",
    "--durations-min=4",
    "-m",
    "not journey and not long",
    *(part for path in PURE for part in ("--ignore", path)),
)


MIGRATE = ("-m", "django", "migrate", "--verbosity", "0")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.settings"}


def measured(migrated: Path) -> list[bool]:
    """The rulebook by its own tests to the last branch; then all of `wibo` by the suite, with every process counted.

    Databases of tests are copies of one that has all migrations (tests/migrated.py): to run them takes 15 s.
    """
    on_sqlite = {"DATABASE_URL": "", "WIBO_DATA_DIR": str(migrated.parent)}
    rules = ("--include", "wibo/rulebook/*,wibo/wording/*", "--fail-under", "100")
    return [
        run("coverage begins anew", *COVERAGE, "erase"),
        run("rulebook, every branch", *MEASURED, "-n", "2", "-m", "not long", *PURE),
        run("rulebook coverage is put together", *COVERAGE, "combine", "-q"),
        run("rulebook coverage", *COVERAGE, "report", *rules),
        run("migrations on SQLite", *COVERAGE, "run", *MIGRATE, **SETTINGS, **on_sqlite),
        run("suite on SQLite", *MEASURED, *SUITE, DATABASE_URL="", MIGRATED=str(migrated)),
        run("coverage is put together", *COVERAGE, "combine", "-q", "--append"),
        run("coverage of all", *COVERAGE, "report"),
    ]


def on_postgres(server: Postgres) -> list[bool]:
    """The suite once more on the other engine."""
    url = server.database("migrated")
    return [
        run("migrations on PostgreSQL", *MIGRATE, **SETTINGS, DATABASE_URL=url),
        run("suite on PostgreSQL", "-m", "pytest", *SUITE, DATABASE_URL=server.url, MIGRATED="migrated"),
    ]


def journeys(migrated: Path) -> list[bool]:
    """The product in a browser."""
    asked = ("-m", "pytest", "tests/journeys", "-m")
    env = {"MIGRATED": "" if os.environ.get("DATABASE_URL") else str(migrated)}
    return [
        run("journeys in Chromium", *asked, "journey and not long and not alone", *TWO, **env),
        run("journeys that measure time", *asked, "journey and not long and alone", **env),
    ]


def all_steps(migrated: Path) -> list[bool]:
    """How each went."""
    good = [run("checks", "tools/check.py"), *measured(migrated)]
    with Postgres() as server:
        good += on_postgres(server)
    return good + journeys(migrated)


def main() -> int:
    """All steps; each runs even when one before it failed."""
    install()
    with tempfile.TemporaryDirectory(prefix="wibo-test-") as folder:
        good = all_steps(Path(folder) / "wibo.sqlite3")
    if not os.environ.get("WIBO_ELECTIONS_DIR"):
        print("\nReal elections were not run: WIBO_ELECTIONS_DIR is not set.")
    if not all(good) and not TOTALS["failed"]:
        TOTALS["failed"] = good.count(False)
    print("", *FAULTS, sep="\n")
    print(f"\n{TOTALS['passed']} passed, {TOTALS['failed']} failed", flush=True)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
