"""The long forms of tests: every election of the folder, races on both engines, many more examples of each property."""

import os
import subprocess
import sys
from pathlib import Path

from throwaway_postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, **env: str) -> bool:
    """Run pytest with the long profile."""
    long = {**os.environ, "WIBO_TESTING": "1", "HYPOTHESIS_PROFILE": "long", **env}
    done = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=long, check=False)
    return done.returncode == 0


def main() -> int:
    """Run what is too long for every change; each part runs even when one before it failed."""
    good = [run("-m", "long", "tests/voting", DATABASE_URL="")]
    with Postgres() as server:
        good.append(run("-m", "long", "tests/voting", DATABASE_URL=server.url))
    good.append(run("-s", "-m", "long", "tests/journeys"))
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
            )
        )
    else:
        print("Set WIBO_ELECTIONS_DIR to the folder with real elections; without it they are not proved.")
    good.append(run("tests/rulebook"))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
