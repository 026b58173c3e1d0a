"""What every page's frame needs: the town, its colour and the menu for the person looking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from wibo.editions.guards import as_of
from wibo.home.menu import console_menu, menu_for
from wibo.home.strips import strips_of
from wibo.towns.requests import in_town
from wibo.ui.assets import DEFAULT_COLOUR


def house(request: HttpRequest) -> dict[str, Any]:
    """Names, colour and menu; plain ones where there is no town.

    `frame_key` is there for strangers alone: their header and footer are the same for everyone at an address.
    """
    town = getattr(request, "town", None)
    if town is None:
        return {"site_name": "WIBO", "site_colour": DEFAULT_COLOUR, "house": _townless(request)}
    stranger = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return {
        "town": town,
        "site_name": town.name,
        "site_colour": town.colour,
        "demo_home": f"http://{settings.BASE_HOST}:{settings.PORT}/" if settings.DEMO else "",
        "house": SimpleLazyObject(lambda: menu_for(request)),
        # Nothing for strangers, and no question to the database about it.
        "strips": None if stranger else SimpleLazyObject(lambda: strips_of(request)),
        "frame_key": (town.pk, request.path, get_language(), *as_of(in_town(request))) if stranger else None,
    }


def _townless(request: HttpRequest) -> dict[str, Any]:
    if getattr(request, "urlconf", "") != settings.OPERATOR_URLCONF:
        return {"menu": [], "site_subtitle": "Wersja pokazowa" if settings.DEMO else "Budżet obywatelski"}
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "menu": console_menu(request.path) if signed_in else [],
        "site_subtitle": "Konsola operatora",
        "signed_in_as": str(user) if signed_in else "",
    }
