"""When more people come than can be served: who has waited long at the door is asked at once to come again, which the page does by
itself (ui/js/crowd.js).

Without it everybody waits longer and longer, gives up after the work for them is done, and comes again. Who is already voting or
signed in goes on, and nothing that was sent is refused. How long somebody has waited is known from the web server in front
(`X-Request-Start: t=1795792000.123`, deploy/nginx); where nobody says it, nobody is sent away.
"""

import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from wibo.memory import lasting
from wibo.towns.language import chosen_language

Handler = Callable[[HttpRequest], HttpResponse]
# Seconds. What is late by one will be later for whoever comes next.
PATIENCE = 1.0
# Seconds after which the page asks again: not all at once.
_SOONEST, _LATEST = 8, 20
# A crowd that lasts longer than twice that is none, but how things are.
_MINUTES = 5
_SAID = re.compile(r"t=(\d{10}\.\d{1,6})")


class _Door:
    """How long people wait here, beyond the least that anybody did in the last minutes: clocks of two machines differ, and drift."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        # Of these minutes and of those before.
        self._least = self._before = float("inf")

    def waited(self, said: str) -> float:
        """Seconds; 0 when it is not said in a way that can be read."""
        found = _SAID.fullmatch(said)
        if found is None:
            return 0.0
        if time.monotonic() - self._began > _MINUTES * 60:
            self._began, self._before, self._least = time.monotonic(), self._least, float("inf")
        since = time.time() - float(found[1])
        self._least = min(self._least, since)
        return since - max(min(self._least, self._before), 0.0)


def crowding_middleware(get_response: Handler) -> Handler:
    """Answer 503 in words to a stranger who has waited too long for a page; everyone else as ever."""
    door = _Door()

    def answer(request: HttpRequest) -> HttpResponse:
        waited = door.waited(request.META.get("HTTP_X_REQUEST_START", ""))
        return _later(request) if waited > PATIENCE and _may_wait(request) else get_response(request)

    return answer


def _may_wait(request: HttpRequest) -> bool:
    """Whether nothing is begun that the person would lose."""
    begun = {settings.BOOTH_COOKIE_NAME, settings.SESSION_COOKIE_NAME}
    return request.method == "GET" and not begun & request.COOKIES.keys()


def _later(request: HttpRequest) -> HttpResponse:
    seconds = _SOONEST + secrets.randbelow(_LATEST - _SOONEST)
    with chosen_language(request):
        page = _page(get_language(), seconds)
    headers = {
        "Retry-After": str(seconds),
        "Cache-Control": "no-store",
        "Content-Length": str(len(page)),
    }
    response = HttpResponse(page, status=503, headers=headers)
    # Django tells of each 503 as an error; what the operator needs to know is in the numbers of requests.
    vars(response)["_has_been_logged"] = True
    return response


@lasting(3 * (_LATEST - _SOONEST))
def _page(language: str, seconds: int) -> bytes:
    """The page as it stands in a language: in a crowd it must cost nothing."""
    return render_to_string("errors/crowded.html", {"seconds": seconds}).encode()
