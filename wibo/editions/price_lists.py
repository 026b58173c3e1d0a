"""Reading a price list from a spreadsheet's file: all of it, or what is wrong with it by row."""

from dataclasses import dataclass, field

from wibo.editions.asking import Price
from wibo.rulebook.files.tables import Column
from wibo.rulebook.spelling.money import MoneyError, parse_zloty
from wibo.rulebook.spelling.texts import tidy
from wibo.ui.spreadsheets import table_of
from wibo.wording.quoting import quoted
from wibo.wording.tables import told

COLUMNS = (
    Column("name", "nazwa", ("co", "pozycja", "towar", "usluga"), needed=True),
    Column("unit", "jednostka", ("jm", "j m", "jedn"), needed=True),
    Column("price", "cena", ("cena brutto", "cena jednostkowa", "kwota"), needed=True),
)
_LONGEST = {"name": 200, "unit": 30}
LIMIT = 500


@dataclass(slots=True)
class PriceReading:
    """The prices of a file, or its faults as sentences; with a fault there is nothing to store."""

    prices: list[Price] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    ignored: tuple[str, ...] = ()


def read_prices(raw: bytes) -> PriceReading:
    """Read a file of a price list."""
    table = table_of(raw, COLUMNS)
    reading = PriceReading(faults=[told(fault) for fault in table.faults], ignored=table.ignored)
    if len(table.rows) > LIMIT:
        reading.faults.append(f"Cennik może mieć najwyżej {LIMIT} pozycji, a ma {len(table.rows)}.")
    seen: dict[tuple[str, str], int] = {}
    for number, cells in table.rows[:LIMIT]:
        faults, price = _price(cells)
        if price is not None and (first := seen.setdefault((price.name, price.unit), number)) != number:
            faults.append(f"ta sama pozycja jest już w wierszu {first}")
        reading.faults += [f"Wiersz {number}: {fault}" for fault in faults]
        if price is not None:
            reading.prices.append(price)
    if not table.faults and not table.rows:
        reading.faults.append("W pliku nie ma żadnej pozycji.")
    return reading


def _price(cells: dict[str, str]) -> tuple[list[str], Price | None]:
    name, unit = tidy(cells["name"]), tidy(cells["unit"])
    faults = [
        f"za długie pole: ma {len(text)} znaków, a może mieć {_LONGEST[column]}. Skróć je w pliku"
        for column, text in (("name", name), ("unit", unit))
        if len(text) > _LONGEST[column]
    ]
    if not name:
        faults.append("brak nazwy")
    try:
        grosze = parse_zloty(cells["price"])
    except MoneyError:
        faults.append(f"cena nie jest kwotą: {quoted(cells['price']) or 'pusto'}")
        return faults, None
    return faults, None if faults else Price(name, unit, grosze)
