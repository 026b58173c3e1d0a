"""Money is a whole number of grosze everywhere; this file turns it into text and text into it."""

import re
from decimal import Decimal

from wibo.rulebook.spelling.polish import NBSP, grouped

_NOISE = re.compile(r"[\s\u00a0\u202f]|zł$|PLN$", re.IGNORECASE)
_POLISH = re.compile(r"[0-9]{1,12}(?:,[0-9]{1,2})?")
# Twelve digits of złoty are more than any commune has; a longer number is a slip.
_DECIMAL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{0,6})?")
# Points between thousands, as Excel shows them in some places.
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_POINTED = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")


class MoneyError(ValueError):
    """The text is not an amount of money."""


def zloty(grosze: int) -> str:
    """An amount as tables of costs show it: `70 000,00 zł`."""
    sign = "−" if grosze < 0 else ""
    whole, rest = divmod(abs(grosze), 100)
    return f"{sign}{grouped(whole)},{rest:02d}{NBSP}zł"


def zloty_short(grosze: int) -> str:
    """An amount as headings show it: without groszy when there are none, `70 000 zł`."""
    if grosze % 100:
        return zloty(grosze)
    sign = "−" if grosze < 0 else ""
    return f"{sign}{grouped(abs(grosze) // 100)}{NBSP}zł"


def parse_zloty(text: str) -> int:
    """Grosze from what a person writes: `120 000`, `120000,50`, `120.50 zł`. Raises MoneyError."""
    compact = _NOISE.sub("", text.strip())
    if _THOUSANDS.fullmatch(compact):
        compact = compact.replace(".", "")
    if not (_POLISH.fullmatch(compact) or _POINTED.fullmatch(compact)):
        raise MoneyError(text)
    return int(Decimal(compact.replace(",", ".")) * 100)


def parse_decimal(text: str) -> int:
    """Grosze from a file's plain decimal (`308151.26`), never rounded. Raises MoneyError."""
    if not _DECIMAL.fullmatch(text):
        raise MoneyError(text)
    amount = Decimal(text) * 100
    if amount != amount.to_integral_value():
        raise MoneyError(text)
    return int(amount)


def plain_decimal(grosze: int) -> str:
    """The amount for a data file: whole złoty without a point, else two decimals."""
    whole, rest = divmod(grosze, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
