"""`wibo work`: the worker. It alone may read private keys; it runs tasks and ticks every minute."""

import logging
import signal
import time
from contextlib import suppress
from threading import Event
from types import FrameType

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from wibo.housekeeping.ticking import tick

log = logging.getLogger(__name__)
_PAUSE = 1.0
_TICK = 60.0


class _Stop(BaseException):
    """The operator asked the worker to stop. No `except Exception` on the way may take it for a failure of its task."""


_asked = Event()


def _stop(number: int, frame: FrameType | None) -> None:
    _asked.set()
    raise _Stop


def run(arguments: list[str]) -> int:
    """Work until told to stop. A database that is away for a moment is waited for."""
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    last = 0.0
    with suppress(_Stop, KeyboardInterrupt):
        # The queue catches whatever ends a task, so that the asking is remembered beside the exception.
        while not _asked.is_set():
            close_old_connections()
            try:
                _run_queue()
                if _asked.is_set():
                    break
                if time.monotonic() - last >= _TICK or last == 0.0:
                    last = time.monotonic()
                    tick(timezone.now())
            except Exception as error:
                # Whatever went wrong for one town, the worker goes on; values stay out of the log.
                log.error("the worker met %s and goes on", type(error).__name__)
            time.sleep(_PAUSE)
    return 0


def _run_queue() -> None:
    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="wibo", excluded_queue_names=[],
    ).run()  # fmt: skip
