"""The commands that need the product: which there are, and how each starts."""

import os
import sys
from importlib import import_module
from typing import Any

COMMANDS = {
    "run": "uruchamia miasto pokazowe: przygotowuje bazę, serwer i proces w tle",
    "serve": "uruchamia serwer stron",
    "work": "uruchamia proces w tle (listy, otwarcie urny, bieżące wyniki)",
    "tick": "wykonuje raz to, co proces w tle robi co minutę",
    "migrate": "przygotowuje bazę danych",
    "demo": "przesuwa miasto pokazowe do wybranego etapu",
    "backup": "zapisuje kopię danych i zaszyfrowanych kluczy",
    "restore": "odtwarza kopię do pustej instalacji",
    "drill": "odtwarza na próbę najnowszą kopię, sprawdza ją i po sobie sprząta",
    "operator": "zakłada konto operatora albo zmienia jego hasło",
    "doctor": "sprawdza, czy dane są spójne",
    "import-election": "wczytuje wybory z pliku .pb przez cały system",
    "export-pb": "zapisuje pulę jako plik .pb",
    "import-package": "wczytuje pakiet przekazania jako wcześniejsze edycje",
}

# These act as the worker: they alone may read private keys.
_WORKERS = {
    "run",
    "migrate",
    "work",
    "tick",
    "demo",
    "import-election",
    "import-package",
    "export-pb",
    "backup",
    "restore",
    "drill",
    "doctor",
}


def run(arguments: list[str]) -> int:
    """Run a command by name; 2 when there is no such command."""
    if not arguments or arguments[0] not in COMMANDS:
        print("wibo recount FILE.pb: przelicza wybory z pliku .pb (wibo recount --help)")
        print("wibo register: zamienia wykaz uprawnionych na znaczniki, bez sieci (wibo register --help)")
        print("wibo config: wypisuje wszystkie ustawienia, ich znaczenie i stan")
        print("\n".join(f"wibo {name}: {what}" for name, what in COMMANDS.items()))
        return 0 if not arguments or arguments[0] in ("-h", "--help") else 2
    name, rest = arguments[0], arguments[1:]
    if {"-h", "--help"} & set(rest):
        print(f"wibo {name}: {COMMANDS[name]}\nUstawienia ze zmiennych WIBO_… wypisuje wibo config.")
        return 0
    if name in _WORKERS:
        os.environ["WIBO_IS_WORKER"] = "1"
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        return 2
    return int(_module(name).run(rest))


def _module(name: str) -> Any:
    return import_module(f"wibo.commands.{name.replace('-', '_')}_command")
