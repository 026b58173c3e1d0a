"""Programs that listen on a port of their own while a test lasts."""

import socket
import time
from contextlib import closing

import pytest


def free_port():
    """A port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, tenths=100):
    """Wait until something listens there, so many tenths of a second at most."""
    for _ in range(tenths):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nothing listens on {port}")
