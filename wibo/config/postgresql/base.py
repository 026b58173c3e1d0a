"""The engine: Django's, without an errand to the server for every request."""

import select
import time

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus

# Seconds.
_PAUSE = 30.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` before a request uses a kept connection, a sixth of all errands of a ballot."""

    _looked_at = 0.0

    def is_usable(self) -> bool:
        """Whether the server is there. One that has gone, or was ended, has left a word or an end in the connection.

        After a pause it is asked: on the way something may have forgotten the connection without a word.
        """
        before, self._looked_at = self._looked_at, time.monotonic()
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        heard = select.poll()
        heard.register(self.connection.pgconn.socket, select.POLLIN)
        is_quiet = not heard.poll(0) and self._looked_at - before < _PAUSE
        return is_quiet or bool(super().is_usable())
