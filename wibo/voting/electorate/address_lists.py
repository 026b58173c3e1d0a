"""Reading an address list for letters with codes: in memory, row by row, with faulty rows named by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wibo.access.refusal import Refused
from wibo.rulebook.files.tables import Column, read_table
from wibo.rulebook.people.identity import canonical_person, name_fault
from wibo.rulebook.people.pesel import OLDEST, age_on
from wibo.rulebook.spelling.days import parse_day
from wibo.wording.tables import told

_COLUMNS = (
    Column("first_name", "imię", ("imiona", "pierwsze imie"), needed=True),
    Column("surname", "nazwisko", needed=True),
    Column("birth_date", "data urodzenia", ("urodzony", "urodzona", "data ur"), needed=True),
    Column("address", "adres", ("adres zamieszkania", "adres korespondencyjny"), needed=True),
    Column("sex", "płeć"),
)
COLUMNS = tuple(column.heading for column in _COLUMNS)
_LONGEST = {"first_name": 60, "surname": 80, "address": 200}
_SEXES = {"k": "F", "f": "F", "kobieta": "F", "m": "M", "mężczyzna": "M", "": ""}
_SHOWN = 20


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


def read_addresses(text: str, *, on: date) -> list[Addressee]:
    """The people of a file with the columns of COLUMNS, found by heading, as of the day `on`.

    Raises Refused with the numbers of faulty rows and what is wrong, or when somebody stands there twice.
    """
    table = read_table(text, _COLUMNS)
    faults = [told(fault) for fault in table.faults]
    people: list[tuple[int, Addressee]] = []
    for row, cells in table.rows:
        found = list(_faults(cells, on))
        faults += [f"Wiersz {row}: {fault}." for fault in found]
        if not found:
            people.append((row, _person(cells)))
    if faults:
        more = f" I dalsze (razem {len(faults)})." if len(faults) > _SHOWN else ""
        raise Refused(f"Nic nie wczytano. {' '.join(faults[:_SHOWN])}{more}")
    if not people:
        raise Refused(f"W pliku nie ma żadnej osoby. Kolumny: {', '.join(COLUMNS)}.")
    _refuse_twice(people)
    return [person for _row, person in people]


def _faults(cells: dict[str, str], on: date) -> Iterator[str]:
    for name, heading in (("first_name", "imię"), ("surname", "nazwisko")):
        if name_fault(cells[name]):
            yield f"{heading} nie jest napisane literami łacińskimi" if cells[name] else f"brak: {heading}"
    born = parse_day(cells["birth_date"])
    if born is None:
        yield "data urodzenia nie jest datą; wpisz ją jak 15.04.1950"
    elif born > on or age_on(born, on) > OLDEST:
        yield "data urodzenia jest nieprawdopodobna"
    yield from _faults_of_cells(cells)


def _faults_of_cells(cells: dict[str, str]) -> Iterator[str]:
    if not cells["address"]:
        yield "brak adresu, na który wysłać list"
    if cells.get("sex", "").casefold() not in _SEXES:
        yield "płeć: wpisz K albo M, albo zostaw puste"
    for name, most in _LONGEST.items():
        if len(cells[name]) > most:
            yield f"za długie pole, najwyżej {most} znaków"


def _person(cells: dict[str, str]) -> Addressee:
    born = parse_day(cells["birth_date"])
    if born is None:
        raise ValueError("a row without a day has a fault")
    sex = _SEXES[cells.get("sex", "").casefold()]
    return Addressee(cells["first_name"], cells["surname"], born, cells["address"], sex)


def _refuse_twice(people: list[tuple[int, Addressee]]) -> None:
    rows: dict[str, int] = {}
    for row, one in people:
        name = canonical_person(one.first_name, one.surname, one.birth_date)
        if name in rows:
            raise Refused(
                f"Osoba z wiersza {row} jest na liście drugi raz, pierwszy raz w wierszu {rows[name]} (to samo imię, "
                "nazwisko i data urodzenia). Jeśli to dwie różne osoby, jednej z nich wydajcie kod w urzędzie, z drugim "
                "imieniem w polu nazwiska."
            )
        rows[name] = row
