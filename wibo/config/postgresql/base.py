"""The engine: Django's, without an errand to the server for every request."""

import select
import time

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus, TransactionStatus

# Seconds.
_PAUSE = 30.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` before a request uses a kept connection: an errand more for each that does."""

    _looked_at = 0.0

    def is_usable(self) -> bool:
        """Whether the server is there. One that has gone, or was ended, has left a word or an end in the connection.

        After a pause it is asked, since on the way something may have forgotten the connection without a word; and within a
        transaction, which may be one that has failed.
        """
        before, self._looked_at = self._looked_at, time.monotonic()
        line = self.connection and self.connection.pgconn
        if line is None or line.status != ConnStatus.OK:
            return False
        heard = select.poll()
        heard.register(line.socket, select.POLLIN)
        is_idle = line.transaction_status == TransactionStatus.IDLE and not heard.poll(0)
        return (is_idle and self._looked_at - before < _PAUSE) or bool(super().is_usable())
