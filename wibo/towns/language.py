"""The language in which a town's site speaks to a resident: chosen on a page, kept in a cookie of its own.

Only pages whose every word is in the catalogue are spoken (`in_chosen_language`); what the town has written stays Polish, and
its element says so.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from wibo.towns.models import Town
from wibo.towns.requests import TownRequest

COOKIE = "jezyk"
LANGUAGES = (("pl", "Polski"), ("en", "English"), ("uk", "Українська"))
_CODES = tuple(code for code, _ in LANGUAGES)
_LASTS = 4 * 3600
View = Callable[..., HttpResponseBase]


def in_chosen_language(view: View) -> View:
    """Run the view in the language of the cookie; `?jezyk=uk` chooses one and comes back to the page as it was sifted."""

    @wraps(view)
    def spoken(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        vars(request)["speaks"] = True
        if request.method == "GET" and request.GET.get(COOKIE, "") in _CODES:
            return _keeping(request, redirect(_without_choice(request)), request.GET[COOKIE])
        with chosen_language(request):
            # A form can choose one, too, so that what is typed in it stays.
            return _keeping(request, view(request, *args, **kwargs), request.POST.get(COOKIE, ""))

    vars(spoken)["is_spoken"] = True
    return spoken


def _keeping(request: TownRequest, response: HttpResponseBase, wanted: str) -> HttpResponseBase:
    if wanted in _CODES:
        response.set_cookie(
            COOKIE, wanted, max_age=_LASTS, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def chosen_language(request: HttpRequest) -> AbstractContextManager[None]:
    """In it words are said in the language of the request's cookie; Polish where it names none of ours."""
    chosen = request.COOKIES.get(COOKIE, "pl")
    return translation.override(chosen if chosen in _CODES else "pl")


def in_sentence(town: Town) -> str:
    """The town's name after "of": in Polish it has a form of its own."""
    return town.name_genitive if translation.get_language() == "pl" else town.name


def _without_choice(request: TownRequest) -> str:
    """The address of the page without the language in it."""
    query = request.GET.copy()
    del query[COOKIE]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def languages(request: HttpRequest) -> dict[str, Any]:
    """For templates: the languages to choose from where the page speaks them, and the one in force."""
    return {
        "languages": LANGUAGES if getattr(request, "speaks", False) else (),
        "language_now": translation.get_language(),
    }
