"""The long forms of tests: every election of the folder, races on both engines, many more examples of each property."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from apart import environment
from throwaway_postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, **env: str) -> bool:
    """Run pytest with the long profile."""
    long = {**os.environ, "WIBO_TESTING": "1", "HYPOTHESIS_PROFILE": "long", **env}
    done = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=long, check=False)
    return done.returncode == 0


def oracle() -> bool:
    """Ten thousand random elections against pabutools, in its own environment."""
    command = [sys.executable, "-m", "tests.oracle.compare", str(environment("oracle") / "python"), "10000"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def tampering() -> bool:
    """The table of tamperings, with and without triggers, on both engines."""
    table = ("-s", "tests/housekeeping/test_tampering.py")
    with Postgres() as server:
        return all([run(*table, DATABASE_URL=""), run(*table, DATABASE_URL=server.url)])


def kills() -> bool:
    """Votes while processes are killed: the table of what was lost, which must be nothing."""
    return subprocess.run([sys.executable, "bench/kills.py"], cwd=ROOT, check=False).returncode == 0


def cluster() -> bool:
    """Votes while whole machines are lost; it says which of Debian's packages are missing, and then has not proved it."""
    return subprocess.run([sys.executable, "bench/cluster.py"], cwd=ROOT, check=False).returncode == 0


def behind_rules() -> bool:
    """Journeys once more behind nginx with ModSecurity's core rule set: no rule refuses what people really send."""
    packages = ["libnginx-mod-http-modsecurity", "modsecurity-crs"]
    there = Path("/usr/lib/nginx/modules/ngx_http_modsecurity_module.so")
    if not there.exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages]
        subprocess.run(install, capture_output=True, check=False)
    if not there.exists():
        print(f"Journeys behind rules need Debian packages. As root: apt-get install {' '.join(packages)}")
        return False
    return run("-m", "journey and not long", "tests/journeys", MODSECURITY="1")


def forms() -> bool:
    """Every form, query and address of every role, badly used, on both engines."""
    with Postgres() as server:
        fuzz = ("-m", "long", "tests/house/test_fuzz.py")
        return all([run(*fuzz, DATABASE_URL=""), run(*fuzz, DATABASE_URL=server.url)])


def mutants() -> bool:
    """The rulebook, casting, opening and counting, changed one sign at a time: nine of ten are noticed."""
    return subprocess.run([sys.executable, "tools/mutants.py"], cwd=ROOT, check=False).returncode == 0


def has_spreadsheet() -> bool:
    """Whether a real spreadsheet is there to open our files; as root it is installed."""
    if not shutil.which("soffice") and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "-q", "install", "-y", "--no-install-recommends", "libreoffice-calc-nogui"]
        subprocess.run(install, capture_output=True, check=False)
    if not shutil.which("soffice"):
        print("Spreadsheets need LibreOffice. As root: apt-get install libreoffice-calc-nogui")
    return shutil.which("soffice") is not None


def main() -> int:
    """Run what is too long for every change; each part runs even when one before it failed."""
    good = [run("-m", "long", "tests/voting", DATABASE_URL="")]
    with Postgres() as server:
        good.append(run("-m", "long", "tests/voting", DATABASE_URL=server.url))
    good.append(
        run(
            "-s",
            "-m",
            "long",
            "tests/journeys",
            SCHEMATHESIS_PROGRAM=str(environment("schema") / "schemathesis"),
        )
    )
    if os.environ.get("WIBO_ELECTIONS_DIR"):
        good.append(
            run(
                "-n",
                "2",
                "-m",
                "long or elections",
                "tests",
                "--ignore",
                "tests/voting",
                "--ignore",
                "tests/journeys",
                "--ignore",
                "tests/house/test_fuzz.py",
                # Run below, whole.
                "--ignore",
                "tests/rulebook",
            )
        )
    else:
        print("Set WIBO_ELECTIONS_DIR to the folder with real elections; without it they are not proved.")
    good += [tampering(), behind_rules(), forms(), kills(), cluster(), mutants()]
    # Ten thousand elections with each reason held against the input, and mutations of every real file, are in here.
    good += [run("tests/rulebook"), oracle(), has_spreadsheet() and run("-m", "long", "tests/documents")]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
