"""The long forms of tests: every election of the folder, and many more examples of each property."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run what is too long for every change."""
    env = {**os.environ, "WIBO_TESTING": "1", "HYPOTHESIS_PROFILE": "long"}
    if not env.get("WIBO_ELECTIONS_DIR"):
        print(
            "Set WIBO_ELECTIONS_DIR to the folder with real elections; without it only properties are proved."
        )
    command = [sys.executable, "-m", "pytest", "-n", "2", "-m", "long or elections", "tests"]
    first = (
        subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        if env.get("WIBO_ELECTIONS_DIR")
        else 0
    )
    second = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/rulebook"], cwd=ROOT, env=env, check=False
    )
    return first or second.returncode


if __name__ == "__main__":
    sys.exit(main())
