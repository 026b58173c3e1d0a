"""`wibo run`: the demo on this machine: database, demo town, server and worker in one command."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

from django.conf import settings

from wibo.commands import migrate_command
from wibo.demo.building import DEMO_PASSWORD, ensure_demo
from wibo.demo.people import CAST


def run(arguments: list[str]) -> int:
    """Prepare and serve until Ctrl+C. Says what to do when a step fails."""
    if not settings.DEMO:
        print("wibo run uruchamia miasto pokazowe i działa tylko z WIBO_DEMO=1 (make run).", file=sys.stderr)
        return 2
    if _port_taken(settings.PORT):
        print(
            f"Port {settings.PORT} jest zajęty. Zamknij to, co go używa, albo: WIBO_PORT=8080 make run",
            file=sys.stderr,
        )
        return 2
    print("1/3 baza danych …", flush=True)
    migrate_command.run([])
    print("2/3 miasto pokazowe …", flush=True)
    os.environ["WIBO_IS_WORKER"] = "1"
    settings.IS_WORKER = True
    town = ensure_demo()
    print("3/3 serwer i proces w tle …", flush=True)
    _print_addresses(town.slug)
    return _serve()


def _port_taken(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _print_addresses(slug: str) -> None:
    base = f"http://{slug}.{settings.BASE_HOST}:{settings.PORT}"
    print(f"\nGminy:              http://{settings.BASE_HOST}:{settings.PORT}/")
    print(f"Miasto pokazowe:    {base}/")
    print(f"Urząd:              {base}/urzad/")
    print(f"Wysłane listy:      {base}/_listy/")
    print(f"\nKonta (hasło do wszystkich: {DEMO_PASSWORD})")
    for person in CAST:
        print(f"  {person.email:<34} {person.description}")
    print("\nPrzesuń miasto do innego etapu:  .venv/bin/wibo demo --stage voting")
    print("Zatrzymaj: Ctrl+C\n", flush=True)


def _serve() -> int:
    worker_env = {**os.environ, "WIBO_IS_WORKER": "1"}
    server_env = {**os.environ, "WIBO_IS_WORKER": ""}
    command = [sys.executable, "-m", "wibo"]
    worker = subprocess.Popen([*command, "work"], cwd=settings.ROOT, env=worker_env)  # noqa: S603
    server = subprocess.Popen([*command, "serve"], cwd=settings.ROOT, env=server_env)  # noqa: S603

    def stop(*_: object) -> None:
        for process in (server, worker):
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = server.wait()
    stop()
    worker.wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code
