"""A kept connection is looked at without an errand to the server, and one whose server has gone is found out."""

import socket
import time
from contextlib import nullcontext
from types import SimpleNamespace

import psycopg
import pytest
from psycopg.pq import ConnStatus, TransactionStatus

from wibo.config.postgresql.base import DatabaseWrapper


class Kept:
    """What Django holds of a connection, over a pair of sockets of which the test holds the server's."""

    def __init__(self):
        ours, self.server = socket.socketpair()
        self.ours = ours
        self.pgconn = SimpleNamespace(
            status=ConnStatus.OK, transaction_status=TransactionStatus.IDLE, socket=ours.fileno()
        )
        self.asked = []

    def cursor(self):
        return nullcontext(self)

    def execute(self, statement):
        self.asked.append(statement)
        if not self.ours.recv(100):
            raise psycopg.OperationalError("the connection is closed")


@pytest.fixture
def kept():
    made = Kept()
    yield made
    made.ours.close()
    made.server.close()


def is_usable(kept, pause=1):
    wrapper = DatabaseWrapper({"OPTIONS": {}})
    wrapper.connection = kept
    wrapper._looked_at = time.monotonic() - pause
    return wrapper.is_usable()


def test_a_connection_is_asked_after_a_pause(kept):
    kept.server.send(b"1")
    assert is_usable(kept, pause=31)
    assert kept.asked == ["SELECT 1"]


def test_a_quiet_connection_is_used_without_asking(kept):
    assert is_usable(kept)
    assert kept.asked == []


def test_a_connection_that_the_server_has_ended_is_not_used(kept):
    kept.server.close()
    assert not is_usable(kept)


def test_a_connection_with_a_word_from_the_server_is_asked_whether_it_lives(kept):
    kept.server.send(b"a notice")
    assert is_usable(kept)
    assert kept.asked == ["SELECT 1"]


def test_a_connection_that_failed_is_not_used(kept):
    kept.pgconn.status = ConnStatus.BAD
    assert not is_usable(kept)
    assert not is_usable(None)


def test_a_connection_within_a_transaction_is_asked(kept):
    """It may be one that has failed, in which nothing more is done."""
    kept.pgconn.transaction_status = TransactionStatus.INERROR
    kept.server.close()
    assert not is_usable(kept)
    assert kept.asked == ["SELECT 1"]
