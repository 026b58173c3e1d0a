"""Enforces the marks that views carry, and makes the act of who is let in. A view without a mark is never called."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wibo.access.kept import FLAG, keep_own, let_go
from wibo.accounts.factors import needs_factor
from wibo.accounts.support import SESSION, session_of
from wibo.journal.acts import Act
from wibo.rulebook.calendar.service import ServiceState

SAFE = ("GET", "HEAD", "OPTIONS")
Handler = Callable[[HttpRequest], HttpResponse]


class AccessMiddleware:
    """Public views pass; others need the permission: sign-in first, then 403 in words.

    Outside its service window a town can be read, and officials go on working; the public cannot send anything.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None to go on, a redirect to sign-in for strangers; raises PermissionDenied."""
        if not hasattr(view, "access"):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may call it")
        closed = self._closed(request, view) or _for_support(request, view)
        if closed is not None:
            return closed
        if view.access is None:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request, view)
        if not request.user.can(view.access):
            raise PermissionDenied
        if _waits_for_telephone(request, view):
            return _to_telephone(request, view)
        if request.method == "POST" and getattr(view, "keeps_typed", False):
            let_go(request)
        vars(request)["act"] = Act(request.user.signature, vars(request)["now"])
        return None

    def _closed(self, request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
        if request.method in SAFE or getattr(view, "outlasts_service", False):
            return None
        town = getattr(request, "town", None)
        state = getattr(request, "service_state", ServiceState.OPEN)
        if town is None or state is ServiceState.OPEN:
            return None
        if request.user.is_authenticated and request.user.is_official:
            return None
        return render(
            request, "accounts/service_closed.html", {"title": "Strona tylko do czytania"}, status=403
        )


def _for_support(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """Who looks on for the operator changes nothing, and is out when the town's time is over; None to go on."""
    # Strangers have no session: the booth must not look for one.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not getattr(request.user, "is_support", False):
        return None
    session = session_of(vars(request)["town"], vars(request)["now"])
    if session is None or request.session.get(SESSION) != session.pk:
        logout(request)
        return HttpResponseRedirect(reverse("accounts:sign-in"))
    if request.method not in SAFE and _name_of(request) != "accounts:sign-out":
        return render(request, "accounts/only_looks.html", {"title": "Tylko do oglądania"}, status=403)
    return None


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _waits_for_telephone(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether an official must set a telephone before going on; that page itself stays open."""
    if getattr(view, "before_telephone", False):
        return False
    return request.user.is_authenticated and needs_factor(request.user, vars(request)["now"])


def _to_telephone(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
    if request.method == "POST" and getattr(view, "keeps_typed", False):
        # It is back in its form once the telephone is set and the page opened again.
        keep_own(request)
    return HttpResponseRedirect(reverse("accounts:telephone"))


class _SendOn(HttpResponseRedirect):
    """A redirect after which the browser sends the same form to the new address."""

    status_code = 307


def _to_sign_in(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
    where = {"next": request.get_full_path()}
    # Of a form with files the text is kept; a browser lets nobody else choose the file again.
    forms = ("application/x-www-form-urlencoded", "multipart/form-data")
    typed = request.method == "POST" and request.content_type in forms
    if typed and getattr(view, "keeps_typed", False):
        return _SendOn(f"{reverse('accounts:sign-in')}?{urlencode(where | {FLAG: 1})}")
    return HttpResponseRedirect(f"{reverse('accounts:sign-in')}?{urlencode(where)}")
