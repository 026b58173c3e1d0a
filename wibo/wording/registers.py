"""What is wrong with a register of entitled people, in Polish: rows by number, never by content."""

from collections.abc import Iterable

from wibo.rulebook.files.register_files import RowFault

_SHOWN = 20
_SAID = {
    RowFault.NUMBER: "W tych wierszach nie ma poprawnego numeru PESEL",
    RowFault.EATEN: (
        "W tych wierszach arkusz zamienił numer PESEL na liczbę (jak 9,00101E+10) i zgubił cyfry; ustaw kolumnę jako Tekst i "
        "wklej numery jeszcze raz"
    ),
    RowFault.NAME: "W tych wierszach nie ma imienia, o które pyta głosowanie",
    RowFault.ANOTHER_NAME: "W tych wierszach jest numer PESEL z wcześniejszego wiersza, ale z innym imieniem",
}


def unusable(rows: Iterable[tuple[int, RowFault]]) -> list[str]:
    """A sentence for each kind of fault, with the first rows that have it."""
    found = list(rows)
    return [
        f"{said}: {_numbers([row for row, fault in found if fault is kind])}."
        for kind, said in _SAID.items()
        if any(fault is kind for _row, fault in found)
    ]


def _numbers(rows: list[int]) -> str:
    shown = ", ".join(map(str, rows[:_SHOWN]))
    return shown if len(rows) <= _SHOWN else f"{shown} i dalsze (razem {len(rows)})"
