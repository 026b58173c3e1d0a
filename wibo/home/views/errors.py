"""Error pages in words: what happened and what to do."""

import sys
from typing import Any

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wibo.access.kept import keep_own
from wibo.towns.language import chosen_language


def _page(request: HttpRequest, status: int, title: Promise, what: Promise) -> HttpResponse:
    with chosen_language(request):
        context = {"title": title, "what": what}
        return HttpResponse(render_to_string("errors/error.html", context, request=request), status=status)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page that asks nothing of the database."""
    with chosen_language(request):
        return HttpResponse(render_to_string(template), status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    return _page(
        request,
        400,
        _("Nie zrozumieliśmy tego żądania"),
        _("Wróć na poprzednią stronę i spróbuj jeszcze raz."),
    )


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: signed in, but the role does not reach here."""
    return _page(
        request,
        403,
        _("Nie masz dostępu do tej strony"),
        _("Twoje konto nie ma potrzebnej roli. Jeśli jest ci potrzebna, poproś administratora gminy."),
    )


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404, also for what belongs to another town."""
    return _page(request, 404, _("Nie ma takiej strony"), _("Sprawdź adres albo przejdź na stronę główną."))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or comes from elsewhere.

    One of our own pages, opened before its person signed in anew in another tab, gets its text back.
    """
    if _is_ours(request) and request.user.is_authenticated:
        if said := keep_own(request):
            messages.warning(request, said)
        return HttpResponseRedirect(request.get_full_path())
    return _page(
        request,
        403,
        _("Formularz stracił ważność"),
        _(
            "Nic nie zapisano. Cofnij się: to, co wpisano, jest jeszcze w formularzu. Skopiuj tekst, otwórz stronę od nowa i "
            "wyślij go jeszcze raz. Przeglądarka musi przyjmować pliki cookie."
        ),
    )


def _is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site has sent the form (the browser says so, and no page can), and the view keeps what is typed."""
    view = request.resolver_match.func if request.resolver_match else None
    ours = f"{request.scheme}://{request.get_host()}"
    return getattr(view, "keeps_typed", False) and request.headers.get("Origin") == ours


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database cannot be reached; without touching the database."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        answer = _bare(request, "errors/away.html", 503)
        # A database that is started anew is back within ten seconds.
        answer["Retry-After"] = "10"
        return answer
    return _bare(request, "errors/broken.html", 500)


def unknown_host(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404 for a host that is no town's."""
    return HttpResponse(render_to_string("errors/unknown_host.html"), status=404)
