"""What is wrong with a table from a spreadsheet, in Polish."""

from wibo.rulebook.files.tables import Fault, TableFault, folded
from wibo.wording.quoting import quoted


def told(fault: Fault) -> str:
    """A fault as a sentence that says what to do, with its row first where it has one."""
    return f"Wiersz {fault.row}: {_said(fault)}" if fault.row else _said(fault)


def _said(fault: Fault) -> str:
    names = " i ".join(f"„{quoted(name)}”" for name in fault.names)
    found = ", ".join(f"„{quoted(name)}”" for name in fault.found[:20])
    said = SAID[fault.kind].format(names=names, lacking=", ".join(fault.names), found=found)
    of_names = any(folded(name).startswith(("imi", "nazwisko")) for name in fault.names)
    if (
        fault.kind is TableFault.LACKING
        and of_names
        and any("," in name or " i " in name for name in fault.found)
    ):
        return f"{said} Imię i nazwisko, które stoją w jednej kolumnie, trzeba rozdzielić na dwie."
    return said


SAID = {
    TableFault.NOT_TEXT: (
        "To nie jest plik tekstowy. Zapisz go z arkusza jako CSV (rozdzielany średnikami) i spróbuj jeszcze raz."
    ),
    TableFault.DAMAGED: (
        "Tego skoroszytu nie da się otworzyć. Zapisz go jeszcze raz jako XLSX bez makr i haseł albo jako CSV."
    ),
    TableFault.EMPTY: "Plik jest pusty.",
    TableFault.LACKING: "brakuje kolumn: {lacking}. W nagłówku jest: {found}. Popraw nagłówki w pliku.",
    TableFault.TWICE: "dwie kolumny znaczą to samo: {names}. Zostaw jedną z nich.",
    TableFault.UNCLOSED: "cudzysłów, który się tu otwiera, nie jest zamknięty. Zamknij go albo usuń.",
    TableFault.AFTER_QUOTE: (
        "po zamkniętym cudzysłowie jest jeszcze tekst. Cudzysłów w środku tekstu trzeba podwoić, a całą komórkę ująć w "
        "cudzysłów; arkusz robi to sam przy zapisie."
    ),
    TableFault.TOO_WIDE: (
        "jest tekst poza ostatnią kolumną z nagłówkiem. Być może w tekście jest średnik albo przecinek, a komórka nie "
        "jest w cudzysłowie."
    ),
}
