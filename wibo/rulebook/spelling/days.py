"""Days as people write them and as spreadsheets save them."""

import re
from datetime import UTC, date, datetime, timedelta

_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y")
# A spreadsheet adds midnight to a day by itself; a moment is of its day.
_TIME = re.compile(r"[ T]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$")
# Spreadsheets count days from here (so that their first of March 1900 is right).
_FIRST = date(1899, 12, 30)
_SERIAL = re.compile(r"[0-9]{4,5}([.,]0+)?")


def parse_day(text: str) -> date | None:
    """The day in the text: `1950-04-15`, `15.04.1950`, with a time, or a spreadsheet's serial number; else None."""
    plain = _TIME.sub("", text.strip()).removesuffix("r.").rstrip()
    if _SERIAL.fullmatch(plain):
        return _FIRST + timedelta(days=int(re.split(r"[.,]", plain)[0]))
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
