"""What looks like data of people in a text for everyone, in Polish: what it is, and enough of it to find it there.

Of a PESEL only its beginning is said: it is read by who has written it, but a page may be looked at by others.
"""

from collections.abc import Iterable

from wibo.rulebook.people.finding import Found, Personal
from wibo.rulebook.spelling.polish import plural

_SAID = {
    Personal.PESEL: ("numer PESEL", "numery PESEL", "numerów PESEL"),
    Personal.EMAIL: ("adres e-mail", "adresy e-mail", "adresów e-mail"),
    Personal.PHONE: ("numer telefonu", "numery telefonu", "numerów telefonu"),
}
# Of many only the first are named.
_FEW = 3
_LIST = "coś, co wygląda na listę podpisów"


def found_words(found: Iterable[Found]) -> str:
    """A list for a sentence: "2 numery PESEL i adres e-mail"."""
    told = [_told(one) for one in found]
    return " i ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def _told(one: Found) -> str:
    if one.kind is Personal.SIGNATURES:
        return _LIST
    noun = plural(one.count, *_SAID[one.kind])
    said = noun if one.count == 1 else f"{one.count} {noun}"
    return f"{said} ({', '.join(_shown(one.kind, what) for what in sorted(one.what)[:_FEW])})"


def _shown(kind: Personal, what: str) -> str:
    return f"{what[:4]}…" if kind is Personal.PESEL else what
