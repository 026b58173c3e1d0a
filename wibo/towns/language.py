"""The language in which a town's site speaks to a resident: chosen on a page, kept in a cookie of its own.

Only pages whose every word is in the catalogue are spoken (`in_chosen_language`); what the town has written stays Polish, and
its element says so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from wibo.towns.requests import TownRequest

COOKIE = "jezyk"
LANGUAGES = (("pl", "Polski"), ("en", "English"), ("uk", "Українська"))
_CODES = tuple(code for code, _ in LANGUAGES)
_LASTS = 4 * 3600
View = Callable[..., HttpResponseBase]


def in_chosen_language(view: View) -> View:
    """Run the view in the language of the cookie; `?jezyk=uk` chooses one and comes back to the page."""

    @wraps(view)
    def spoken(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get(COOKIE, "")
        if wanted in _CODES and request.method == "GET":
            response = redirect(request.path)
            response.set_cookie(
                COOKIE, wanted, max_age=_LASTS, httponly=True, samesite="Lax", secure=request.is_secure()
            )
            return response
        chosen = request.COOKIES.get(COOKIE, "pl")
        vars(request)["speaks"] = True
        with translation.override(chosen if chosen in _CODES else "pl"):
            return view(request, *args, **kwargs)

    return spoken


def languages(request: HttpRequest) -> dict[str, Any]:
    """For templates: the languages to choose from where the page speaks them, and the one in force."""
    return {
        "languages": LANGUAGES if getattr(request, "speaks", False) else (),
        "language_now": translation.get_language(),
    }
