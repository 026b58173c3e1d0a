"""The environment of pabutools, apart from the product's: .venv-oracle from requirements-oracle.txt."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-oracle"
LOCK = ROOT / "requirements-oracle.txt"


def oracle_python() -> Path:
    """Its Python, made on the first call."""
    python, done = VENV / "bin" / "python", VENV / ".ok"
    if not done.exists() or done.stat().st_mtime < LOCK.stat().st_mtime:
        print("Preparing .venv-oracle …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)], check=True)
        pip = [sys.executable, "-m", "pip", "--python", str(python)]
        subprocess.run(
            [*pip, "install", "--quiet", "--require-hashes", "-r", str(LOCK)],
            check=True,
        )
        done.touch()
    return python
