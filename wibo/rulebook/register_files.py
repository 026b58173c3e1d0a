"""Files of the register of entitled people: plain ones, and ones that hold digests alone."""

from collections.abc import Iterator
from datetime import date

from wibo.rulebook.identity import canonical_pesel, folded_name
from wibo.rulebook.pesel import PeselError, parse
from wibo.rulebook.tags import factor_of, tag_of

HASHED = "wibo-register-1"
# The tag of this text tells with which key a file was made, and nothing else.
CHECK = "register check"


def register_rows(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Row number, PESEL and name (or "") of each row; a heading and empty rows are passed over.

    A leading zero that a spreadsheet has eaten is put back.
    """
    for row, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip().strip('"') for cell in line.replace("\t", ";").replace(",", ";").split(";")]
        number = cells[0]
        if not number or (row == 1 and not any(sign.isdigit() for sign in number)):
            continue
        yield row, (number.zfill(11) if number.isdecimal() else number, cells[1] if len(cells) > 1 else "")


def hashed_register(text: str, key: bytes, *, on: date, named: bool) -> tuple[list[str], list[int]]:
    """The lines of a file of digests, and the rows that cannot be used. `on` is the day of the making."""
    tags: dict[bytes, bytes] = {}
    faulty: list[int] = []
    for row, (number, name) in register_rows(text):
        try:
            tag = tag_of(key, canonical_pesel(parse(number, on=on)))
        except PeselError:
            faulty.append(row)
            continue
        if named and not folded_name(name):
            faulty.append(row)
            continue
        tags[tag] = factor_of(key, tag, name) if named else b""
    lines = [f"{tag.hex()};{factor.hex()}" for tag, factor in sorted(tags.items())]
    return [f"{HASHED} {tag_of(key, CHECK).hex()[:16]}", *lines], faulty
