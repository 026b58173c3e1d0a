"""Officials who have left their computer: signed out after a while in which they opened no page.

What is typed on a page that is sent later travels through the sign-in (`access.kept`), so nothing is lost but the session.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from wibo.accounts.requests import is_official
from wibo.towns.requests import in_town

_SEEN, _BEGAN = "seen", "began"
# The session is written at most so often, however many pages are opened.
_SECONDS = 60
Handler = Callable[[HttpRequest], HttpResponse]


def idling_middleware(get_response: Handler) -> Handler:
    """Sign out whoever has idled, before anything is shown to an official."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _is_watched(request) and _has_idled(request, in_town(request).now):
            logout(request)
        return get_response(request)

    return answer


def _is_watched(request: HttpRequest) -> bool:
    return settings.IDLE_MINUTES is not None and is_official(request)


def _has_idled(request: HttpRequest, now: datetime) -> bool:
    """Whether they have opened nothing for too long; else notes that they do now.

    Writing a session makes it last anew: its whole length is counted from its first page.
    """
    moment, most = int(now.timestamp()), (settings.IDLE_MINUTES or 0) * 60
    seen, began = request.session.get(_SEEN, moment), request.session.get(_BEGAN, moment)
    if moment - seen >= most or moment - began >= settings.SESSION_COOKIE_AGE:
        return True
    if _SEEN not in request.session or moment - seen >= _SECONDS:
        request.session[_SEEN], request.session[_BEGAN] = moment, began
    return False
