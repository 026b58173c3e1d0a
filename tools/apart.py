"""Environments of tools that stay apart from the product's own, each from its lock file."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(name: str) -> Path:
    """The programs of `.venv-NAME`, made from requirements-NAME.txt on the first call."""
    venv, lock = ROOT / f".venv-{name}", ROOT / f"requirements-{name}.txt"
    done = venv / ".ok"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        print(f"Preparing {venv.name} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", str(venv)], check=True)
        pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "install", "-qq"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
        done.touch()
    return venv / "bin"
