"""What prints share: the head and foot, rows of name and value, dates in words, the address of the public result."""

from datetime import date, datetime
from typing import Any

import segno
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.editions.addressing import printed_site, site_of
from wibo.editions.models import Edition
from wibo.rulebook.calendar.schedule import last_minute

Fact = dict[str, str]


def frame_of(edition: Edition, title: str) -> dict[str, Any]:
    """What the head and foot of every print need."""
    town = edition.town
    # On every sheet: paper outlives the rehearsal that it comes from.
    name = f"PRÓBA, NIEWAŻNE · {edition.name}" if town.is_rehearsal else edition.name
    return {"title": title, "town": town.name, "edition": name, "arms": town.arms}


def fact(name: str, value: object) -> Fact:
    """A row of two: what, and its value in words."""
    return {"name": name, "value": str(value)}


def moment(at: datetime | None) -> str:
    """A day and an hour (Europe/Warsaw) in words; a dash for none."""
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "–"


def day(on: date | None) -> str:
    """A day in words; a dash for none."""
    return date_format(on, "j E Y") if on else "–"


def voting_dates(edition: Edition) -> str:
    """From when until when people vote, by channel, in one line."""
    windows = [window for window in edition.windows.all() if window.stage == "voting"]
    dates = "; ".join(
        f"głosowanie {window.get_channel_display() or ''}: "
        f"od {moment(window.opens_at)} do {moment(last_minute(window.closes_at))}"
        for window in windows
    )
    return dates[:1].upper() + dates[1:]


def where(edition: Edition) -> dict[str, str]:
    """The address of the public result, in letters and as a QR code (SVG)."""
    address = f"{printed_site(edition)}/wyniki/{edition.pk}/"
    code = segno.make(f"{site_of(edition)}/wyniki/{edition.pk}/", micro=False, error="m").svg_inline(border=0)
    return {"address": address, "code": code}
