"""The request as views see it, with what the middlewares have set on it."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest

from wibo.rulebook.calendar.service import ServiceState
from wibo.towns.models import Town


def in_town(request: HttpRequest) -> "TownRequest":
    """The request as the middlewares have made it: for code that Django calls with its own type."""
    return cast(TownRequest, request)


class TownRequest(HttpRequest):
    """A request inside a town. `now` is the only clock; `user` is an account of this town, or anonymous."""

    town: Town
    now: datetime
    # The edition's address, where the path begins with one, else empty; `editions.addressing` reads it off.
    edition_named: str
    service_state: ServiceState
