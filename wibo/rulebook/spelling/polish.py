"""Polish words round numbers and the Polish order of names, for texts made without Django."""

import unicodedata

# Digits, then the alphabet; q, v and x stand where dictionaries put them.
_ORDER = " 0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_PLACES = {sign: f"{chr(97 + at // 26)}{chr(97 + at % 26)}" for at, sign in enumerate(_ORDER)}

NBSP = "\N{NO-BREAK SPACE}"


def sorting_key(text: str) -> str:
    """A text whose plain order is the Polish one (Cisy, Ćmielów, Łąki after Lipy), on whatever database.

    Two letters a to z for each sign, so that no database's own idea of order matters. Other letters with marks stand
    with their plain ones; hyphens and the like count for nothing.
    """
    return "".join(_PLACES.get(sign, "") for sign in _plain(" ".join(text.casefold().split())))


def _plain(text: str) -> str:
    """The text in signs of the Polish order, as far as marks can be taken off."""
    parts = (
        sign if sign in _PLACES else unicodedata.normalize("NFKD", sign)
        for sign in unicodedata.normalize("NFC", text)
    )
    return "".join(parts)


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a noun that Polish grammar asks for: 1 projekt, 2 projekty, 5 projektów, 22 projekty."""
    if number == 1:
        return one
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return few
    return many


def grouped(number: int) -> str:
    """Digits in threes with hard spaces: 1 250 000."""
    return f"{number:,}".replace(",", NBSP)


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with its noun: "212 głosów"."""
    return f"{grouped(number)}{NBSP}{plural(number, one, few, many)}"


def votes(number: int) -> str:
    """A number of votes in words: "3 głosy"."""
    return counted(number, "głos", "głosy", "głosów")


def points(number: int) -> str:
    """A number of points in words: "1 punkt"."""
    return counted(number, "punkt", "punkty", "punktów")


def projects(number: int) -> str:
    """A number of projects in words: "5 projektów"."""
    return counted(number, "projekt", "projekty", "projektów")
