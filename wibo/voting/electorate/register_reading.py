"""From a file of the register to tags: numbers come in, only keyed tags go out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.files.register_files import CHECK, HASHED, RowFault, Tags, people, register_table
from wibo.rulebook.people.identity import canonical_pesel
from wibo.rulebook.people.pesel import age_on
from wibo.rulebook.voting.voting_rules import Factor
from wibo.wording.tables import told

# First names that so many people have tell of nobody, and show at once whether the column is the right one.
_OFTEN, _SHOWN = 5, 6


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What a file would make: tags of people with the digest of the name beside each (empty where none is asked for).

    `faulty` are rows that cannot be used, by number and never by content. `taken` and `ignored` say how the headings
    were understood. `too_young` counts people who will not have the age for voting on its last day.
    """

    tags: dict[bytes, bytes]
    faulty: tuple[tuple[int, RowFault], ...] = ()
    repeated: int = 0
    too_young: int = 0
    taken: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    odd: tuple[int, ...] = ()
    frequent: tuple[str, ...] = ()


def read_register(edition: Edition, text: str, *, at: datetime) -> RegisterReading:
    """Read a file with a column of PESEL numbers and, where voting asks for one, a column of names; or one that
    `wibo register hash` has made. Raises Refused when the table cannot be read.
    """
    if not keys.ready(edition.ring):
        raise Refused("Klucze tej edycji jeszcze nie powstały. Odczekaj minutę i wczytaj plik jeszcze raz.")
    if text.startswith(HASHED):
        return _hashed(edition, text)
    factor = edition.voting.factor
    table = register_table(text, factor)
    if table.faults:
        raise Refused(" ".join(told(fault) for fault in table.faults[:10]))
    last = last_day(edition) or localtime(at).date()
    tags = Tags()
    too_young = 0
    for row, found in people(table, factor, on=localtime(at).date()):
        if isinstance(found, RowFault):
            tags.faulty.append((row, found))
            continue
        tags.note(row, found.name)
        tag = keys.tag(edition.ring, canonical_pesel(found.pesel))
        tags.take(row, tag, keys.factor(edition.ring, tag, found.name) if factor is not Factor.NONE else b"")
        too_young += age_on(found.pesel.birth_date, last) < edition.min_voter_age
    frequent = [name for name, count in tags.names.most_common(_SHOWN) if count >= _OFTEN]
    return RegisterReading(
        tags.rows,
        tuple(tags.faulty),
        tags.repeated,
        too_young,
        table.taken,
        table.ignored,
        tuple(tags.odd),
        tuple(frequent),
    )


def last_day(edition: Edition) -> date | None:
    """The last day on which anybody can vote, where the schedule says one."""
    ends = [window.closes_at for window in edition.schedule.of(Stage.VOTING)]
    return localtime(max(ends) - timedelta(microseconds=1)).date() if ends else None


def _hashed(edition: Edition, text: str) -> RegisterReading:
    """Tags that the town has made on its own computer."""
    heading, *lines = text.splitlines()
    if heading != f"{HASHED} {keys.tag(edition.ring, CHECK).hex()[:16]}":
        raise Refused(
            "Ten plik zrobiono z kluczem innej edycji. Pobierz klucz tej edycji i utwórz plik od nowa."
        )
    try:
        rows = [line.split(";") for line in lines if line]
        tags = {bytes.fromhex(tag): bytes.fromhex(factor) for tag, factor in rows}
    except ValueError as error:
        raise Refused("Ten plik jest uszkodzony. Utwórz go od nowa poleceniem wibo register hash.") from error
    if any(len(tag) != 32 or len(factor) not in (0, 32) for tag, factor in tags.items()):
        raise Refused("Ten plik jest uszkodzony. Utwórz go od nowa poleceniem wibo register hash.")
    if edition.voting.factor is not Factor.NONE and not all(tags.values()):
        raise Refused("W pliku brakuje imion, o które pyta ta edycja. Utwórz go z opcją --names.")
    return RegisterReading(tags, repeated=len(rows) - len(tags))
