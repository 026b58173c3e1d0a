"""`wibo work`: the worker. It alone may read private keys; it runs tasks, and a round every minute.

One process for each kind of work, so that a town's long count never delays another's keys, letters or opening: the first
does what is quick and keeps the others running.
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event
from types import FrameType

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from wibo.handover.tasks import resume_packages
from wibo.housekeeping.ticking import resume_counts, resume_openings, tick
from wibo.rehearsal.tasks import end_due, resume_rehearsals

log = logging.getLogger(__name__)
_PAUSE = 1.0
_TICK = 60.0
# A process that cannot start is not started again at once.
_REST = 5.0
# How long a process that was asked to stop may take; less than systemd waits for all of them.
_PATIENCE = 60.0
_QUICK, _URNS, _COUNTS, _REHEARSALS, _ROUNDS = "default", "urns", "counts", "rehearsals", "rounds"
_APART = (_URNS, _COUNTS, _REHEARSALS, _ROUNDS)


class _Stop(BaseException):
    """The operator asked the worker to stop. No `except Exception` on the way may take it for a failure of its task."""


_asked = Event()


def _stop(number: int, frame: FrameType | None) -> None:
    _asked.set()
    raise _Stop


def run(arguments: list[str]) -> int:
    """Work until told to stop. A database that is away for a moment is waited for."""
    parser = argparse.ArgumentParser(prog="wibo work")
    parser.add_argument("--only", choices=_APART, help="tylko ten rodzaj pracy (tak uruchamia się sam)")
    parser.add_argument("--of", type=int, help="numer procesu, który go uruchomił")
    options = parser.parse_args(arguments)
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(_Stop, KeyboardInterrupt):
        if options.only:
            _alone(options.only, options.of or os.getppid())
        else:
            _first()
    return 0


def _first() -> None:
    """The process that the operator started: quick tasks, and the other processes."""
    helpers = [_Helper(kind) for kind in _APART]
    try:
        _again_and_again(partial(_quick, helpers))
    finally:
        for helper in helpers:
            helper.ask_to_stop()
        for helper in helpers:
            helper.wait()


def _quick(helpers: list["_Helper"]) -> None:
    _run_queue(_QUICK)
    for helper in helpers:
        helper.keep()


def _alone(kind: str, parent: int) -> None:
    """One kind of work, for as long as the process that started this one lives."""
    _RESUMED.get(kind, _nothing)()
    work = _Rounds() if kind == _ROUNDS else partial(_run_queue, kind)

    def unless_left_alone() -> None:
        if os.getppid() != parent:
            raise _Stop
        work()

    _again_and_again(unless_left_alone)


def _nothing() -> None:
    """Rounds are never half done."""


def _resume_rehearsals() -> None:
    resume_rehearsals()
    resume_packages()


# What a killed process may have left, by its kind of work.
_RESUMED: dict[str, Callable[[], None]] = {
    _URNS: resume_openings,
    _COUNTS: resume_counts,
    _REHEARSALS: _resume_rehearsals,
}


def _again_and_again(work: Callable[[], None]) -> None:
    # The queue catches whatever ends a task, so that the asking is remembered beside the exception.
    while not _asked.is_set():
        close_old_connections()
        try:
            work()
        except Exception as error:
            # Whatever went wrong for one town, the worker goes on; values stay out of the log.
            log.error("the worker met %s and goes on", type(error).__name__)
        if not _asked.is_set():
            time.sleep(_PAUSE)


class _Rounds:
    """What happens by itself, once a minute."""

    def __init__(self) -> None:
        self.last: float | None = None

    def __call__(self) -> None:
        if self.last is None or time.monotonic() - self.last >= _TICK:
            self.last = time.monotonic()
            now = timezone.now()
            tick(now)
            end_due(now)


class _Helper:
    """Another process of the worker, started anew when it has ended."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.process = self._started()
        self.began = time.monotonic()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "wibo", "work", "--only", self.kind, "--of", str(os.getpid())]
        return subprocess.Popen(command, cwd=settings.ROOT)

    def keep(self) -> None:
        """Start it anew when it has ended, though not many times a minute."""
        if self.process.poll() is None or time.monotonic() - self.began < _REST:
            return
        log.error("the worker for %s has ended and is started anew", self.kind)
        self.process = self._started()
        self.began = time.monotonic()

    def ask_to_stop(self) -> None:
        """As the operator asked this process; a task in the middle is undone."""
        with suppress(ProcessLookupError):
            self.process.terminate()

    def wait(self) -> None:
        """Until it has ended; one that does not listen is killed, which undoes what it was doing."""
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _run_queue(name: str) -> None:
    Worker(
        queue_names=[name],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"wibo-{name}",
        excluded_queue_names=[],
    ).run()
