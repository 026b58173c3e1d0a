"""An installation apart from the test's own database, for what needs processes of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import migrated

ROOT = Path(__file__).resolve().parent.parent


class Installation:
    """A folder, and on PostgreSQL a database of its own.

    It begins with nothing, `prepared` as migrations leave it where the run has made that already, or `like` another one that
    nobody uses.
    """

    def __init__(self, folder, name, *, prepared=False, like=None):
        self.folder, self.database = folder / name, ""
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if key not in ("WIBO_TESTING", "DJANGO_SETTINGS_MODULE")
        } | {"WIBO_DATA_DIR": str(self.folder), "WIBO_DEMO": "1", "WIBO_BACKUP_DIR": ""}
        server = os.environ.get("DATABASE_URL", "")
        if prepared and not server:
            migrated.as_file(self.folder)
        if like is not None:
            shutil.copytree(like.folder, self.folder)
        if server:
            import psycopg

            base, _, _ = server.rpartition("/")
            self.database = database = f"test_{name}_{os.getpid()}"
            with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {database}")
                model = like.database if like is not None else migrated.GIVEN if prepared else ""
                connection.execute(f"CREATE DATABASE {database}" + (f" TEMPLATE {model}" if model else ""))
            self.environment["DATABASE_URL"] = f"{base}/{database}"

    def wibo(self, *arguments, expect=0):
        done = subprocess.run(
            [sys.executable, "-m", "wibo", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self, script, *arguments):
        """What a script of the tests prints as JSON, run in this installation."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "tests" / script), *map(str, arguments)],
            cwd=ROOT,
            env={**self.environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])
