"""Reading an address list for letters with codes: in memory, row by row, with faulty rows named by number."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wibo.access.refusal import Refused
from wibo.rulebook.identity import canonical_person

COLUMNS = ("imię", "nazwisko", "data urodzenia", "adres", "płeć")
_FORMATS = ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
_SEXES = {"k": "F", "f": "F", "kobieta": "F", "m": "M", "mężczyzna": "M"}


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person whom a letter goes to. Never stored."""

    first_name: str
    surname: str
    birth_date: date
    address: str = ""
    sex: str = ""

    def __repr__(self) -> str:
        return "Addressee(***)"


def read_addresses(text: str) -> list[Addressee]:
    """The people of a CSV file with the columns of COLUMNS (the last may be missing); a heading row is passed over.

    Raises Refused with the numbers of faulty rows, or when somebody stands there twice.
    """
    dialect = ";" if text.count(";") >= text.count(",") else ","
    people: list[Addressee] = []
    faulty: list[int] = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=dialect), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].casefold() in ("imię", "imie")):
            continue
        person = _person(cells)
        if person is None:
            faulty.append(number)
        else:
            people.append(person)
    _refuse_faults(people, faulty)
    return people


def _person(cells: list[str]) -> Addressee | None:
    if len(cells) < 4 or not cells[0] or not cells[1]:
        return None
    born = next((day for day in (_day(cells[2], form) for form in _FORMATS) if day), None)
    sex = _SEXES.get(cells[4].casefold(), "") if len(cells) > 4 else ""
    return Addressee(cells[0][:60], cells[1][:80], born, cells[3][:200], sex) if born else None


def _day(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _refuse_faults(people: list[Addressee], faulty: list[int]) -> None:
    if faulty:
        rows = ", ".join(map(str, faulty[:20]))
        raise Refused(
            f"Nic nie wczytano. Popraw wiersze: {rows}. Kolumny: {', '.join(COLUMNS)}; data jak 15.04.1950."
        )
    if not people:
        raise Refused(f"W pliku nie ma żadnej osoby. Kolumny: {', '.join(COLUMNS)}.")
    names = [canonical_person(one.first_name, one.surname, one.birth_date) for one in people]
    if len(set(names)) < len(names):
        twice = next(at for at, name in enumerate(names) if name in names[:at])
        raise Refused(
            f"Osoba nr {twice + 1} na liście jest na niej drugi raz (to samo imię, nazwisko i data urodzenia). Jeśli to "
            "dwie różne osoby, jednej z nich wydajcie kod w urzędzie, z drugim imieniem w polu nazwiska."
        )
