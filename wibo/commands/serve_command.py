"""`wibo serve`: the web server, with a fixed number of threads (each keeps a database connection)."""

import argparse
import os
import shutil

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def run(arguments: list[str]) -> int:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="wibo serve", description="Uruchamia serwer stron.")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=settings.PORT)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args(arguments)
    if options.workers > 1:
        _share_metrics()
    # A process that dies is started anew; the others go on answering meanwhile.
    Granian(
        "wibo.config.wsgi:application",
        address=options.address,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        # In a crowd people wait with us, who can tell them when to come again, and not with the kernel, which cannot.
        backlog=4096,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()
    return 0


def _share_metrics() -> None:
    """Several processes count into one folder, which begins empty."""
    folder = settings.DATA_DIR / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
