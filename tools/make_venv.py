"""Prepare .venv from a lock file with nothing but Python and either pip or venv (Debian ships them apart)."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ADVICE = (
    "WIBO needs Python 3.11 or newer with pip or venv. On Debian: apt-get install python3-venv "
    "(as root), then run the same make command again."
)


def quietly(*command: object) -> bool:
    """Run a command; True when it succeeded."""
    try:
        finished = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    except OSError:
        return False
    return finished.returncode == 0


def installer() -> list[str]:
    """The pip to use: the environment's own, or the system's pointed at it."""
    if quietly(PYTHON, "-m", "pip", "--version"):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def make() -> None:
    """Create the environment unless it is there and works."""
    if quietly(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        return
    print("Preparing .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if quietly(sys.executable, "-m", "venv", VENV):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    with_pip = quietly(sys.executable, "-m", "pip", "--version")
    if not (with_pip and quietly(sys.executable, "-m", "venv", "--without-pip", VENV)):
        sys.exit(ADVICE)


def install(lock: str) -> None:
    """Install exactly what the lock file names."""
    print(f"Installing from {lock} (once; under a minute) …", flush=True)
    command = [*installer(), "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("Installing failed. Is the network reachable? Mend it and run the same make command again.")


def add_command() -> None:
    """Write .venv/bin/wibo, which runs this checkout."""
    script = VENV / "bin" / "wibo"
    script.write_text(
        f"#!{PYTHON}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from wibo.__main__ import main\nsys.exit(main())\n"
    )
    script.chmod(0o755)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(ADVICE)
    make()
    install(sys.argv[1])
    add_command()
