"""The demo town as `make run` builds it: once in a process, put back for each story from a copy of rows, keys and files."""

import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.tampering import emptied
from wibo.demo.building import build_town
from wibo.demo.recipes import RECIPES
from wibo.memory import forget
from wibo.towns.models import Town

# The town stands at the moment when it was built. One that is older is built anew, long before an act of two expires.
FRESH_SECONDS = 600


class Kept:
    """What a process has built last."""

    def __init__(self):
        self.folder = self.rows = None
        self.built_at = 0.0

    def town(self):
        """The town, alone in the database; its keys and files in the folders of the test."""
        if self.rows and time.monotonic() - self.built_at < FRESH_SECONDS:
            self._put_back()
        else:
            emptied()
            build_town(RECIPES["lipowo"])
            # Only a database in the memory of the process can be copied beneath Django's connection.
            if connection.vendor == "sqlite" and connection.is_in_memory_db():
                self._keep()
        return Town.objects.get(slug="lipowo")

    def _keep(self):
        self.folder = Path(tempfile.mkdtemp(dir=Path(settings.DATA_DIR).parent))
        self.rows = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.rows)
        shutil.copytree(settings.DATA_DIR, self.folder, dirs_exist_ok=True)
        self.built_at = time.monotonic()

    def _put_back(self):
        connection.ensure_connection()
        self.rows.backup(connection.connection)
        shutil.copytree(self.folder, settings.DATA_DIR, dirs_exist_ok=True)
        forget("rows")
        forget("keys")


KEPT = Kept()
