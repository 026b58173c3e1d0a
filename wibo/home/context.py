"""What every page's frame needs: the town, its colour and the menu for the person looking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wibo.home.menu import menu_for
from wibo.ui.assets import DEFAULT_COLOUR

_PLAIN = {
    "site_name": "WIBO",
    "site_subtitle": "Budżet obywatelski",
    "site_colour": DEFAULT_COLOUR,
    "menu": [],
}


def house(request: HttpRequest) -> dict[str, Any]:
    """Names, colour and menu; the plain ones where there is no town."""
    town = getattr(request, "town", None)
    if town is None:
        return _PLAIN
    return {
        "town": town,
        "site_name": town.name,
        "site_colour": town.colour,
        "demo_home": f"http://{settings.BASE_HOST}:{settings.PORT}/" if settings.DEMO else "",
        **menu_for(request),
    }
