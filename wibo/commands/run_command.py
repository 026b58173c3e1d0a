"""`wibo run`: the demo on this machine: database, demo town, server and worker in one command."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

from django.conf import settings

from wibo.access.permissions import Role
from wibo.commands import migrate_command
from wibo.demo.building import DEMO_PASSWORD
from wibo.demo.generation import renew_demo
from wibo.demo.recipes import RECIPES
from wibo.invented.schedule import STAGE_WORDS


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
    print("2/3 pięć gmin pokazowych (za pierwszym razem i co dzień od nowa, około pół minuty) …", flush=True)
    renew_demo(tell=lambda name: print(f"    {name} …", flush=True))
    print("3/3 serwer i proces w tle …", flush=True)
    _print_addresses()
    return _serve()


def _port_taken(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _print_addresses() -> None:
    tail = f"{settings.BASE_HOST}:{settings.PORT}"
    print(f"\nZacznij tutaj (gminy, co spróbować, wejście jednym naciśnięciem):  http://{tail}/\n")
    for recipe in RECIPES.values():
        print(f"  http://{recipe.slug}.{tail}/  {STAGE_WORDS[recipe.stage]}")
    print(
        f"\nHasło wszystkich kont: {DEMO_PASSWORD}, na przykład {RECIPES['lipowo'].login(Role.COORDINATOR)}"
    )
    print("Przesuń gminę do innego etapu:  .venv/bin/wibo demo --town lipowo --stage voting")
    print("Zatrzymaj: Ctrl+C\n", flush=True)


def _serve() -> int:
    worker_env = {**os.environ, "WIBO_IS_WORKER": "1"}
    server_env = {**os.environ, "WIBO_IS_WORKER": ""}
    command = [sys.executable, "-m", "wibo"]
    worker = subprocess.Popen([*command, "work"], cwd=settings.ROOT, env=worker_env)
    server = subprocess.Popen([*command, "serve"], cwd=settings.ROOT, env=server_env)

    def stop(*_: object) -> None:
        for process in (server, worker):
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = server.wait()
    stop()
    worker.wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code
