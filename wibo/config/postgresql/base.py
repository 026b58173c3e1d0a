"""The engine: Django's, without an errand to the server for every request."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` before a request uses a kept connection, a sixth of all errands of a ballot."""

    def is_usable(self) -> bool:
        """Whether the server is there. One that has gone, or was ended, has left a word or an end in the connection.

        A machine that fell silent without either is noticed by the first statement, as it would be by the question.
        """
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        heard = select.poll()
        heard.register(self.connection.pgconn.socket, select.POLLIN)
        return bool(super().is_usable()) if heard.poll(0) else True
