"""`wibo config`: every setting, its meaning and what holds now; says what is wrong even when nothing starts."""

import os
from collections.abc import Iterator, Mapping

from wibo.config.checking import problems
from wibo.config.meanings import SETTINGS, Setting


def run(arguments: list[str]) -> int:
    """Print them all; 1 when a setting is wrong, 2 when something else was asked."""
    if arguments:
        print("wibo config: wypisuje wszystkie ustawienia, ich znaczenie i stan; nie ma opcji")
        return 0 if arguments[0] in ("-h", "--help") else 2
    wrong = problems(os.environ)
    print("\n\n".join("\n".join(_told(name, one, os.environ)) for name, one in SETTINGS.items()))
    print("", *(["Do poprawienia:", *wrong] if wrong else ["Wszystkie ustawienia są poprawne."]), sep="\n")
    return 1 if wrong else 0


def _told(name: str, setting: Setting, environment: Mapping[str, str]) -> Iterator[str]:
    yield name
    yield f"  {setting.meaning}"
    yield f"  domyślnie: {setting.default}"
    given = environment.get(name)
    if given:
        yield "  ustawiono (wartość jest tajna)" if setting.secret else f"  ustawiono: {given}"
