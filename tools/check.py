"""Linters, formats, types, layers and missing migrations, one after the other; stops at nothing, fails at the end."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHECKS = (
    ("linter", [BIN / "ruff", "check", "."]),
    ("format", [BIN / "ruff", "format", "--check", "."]),
    ("templates", [BIN / "python", "tools/templates.py", "--check"]),
    ("cut styles", [BIN / "python", "tools/cut.py", "--check"]),
    ("layers", [BIN / "lint-imports"]),
    ("types", [BIN / "mypy"]),
    ("migrations", [BIN / "python", "-m", "django", "makemigrations", "--check", "--dry-run"]),
)


def main() -> int:
    """Run all checks; 1 when any failed."""
    env = {
        **os.environ,
        "WIBO_TESTING": "1",
        "DJANGO_SETTINGS_MODULE": "wibo.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    failed = []
    for name, command in CHECKS:
        began = time.monotonic()
        finished = subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        good = finished.returncode == 0
        print(f"check {name}: {'ok' if good else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
        if not good:
            failed.append(name)
            print(finished.stdout + finished.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
