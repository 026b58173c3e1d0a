"""Headers that every answer carries besides Django's own and the Content-Security-Policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
_PERMISSIONS = ", ".join(
    f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
)
# Views whose address is a secret or a person's number: what they show is personal without any session.
_SECRETS = frozenset({"token", "uid"})


def headers_middleware(get_response: Handler) -> Handler:
    """Nothing of the device may be used; what may be personal is stored nowhere, not even by the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _may_be_personal(request, response):
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def _may_be_personal(request: HttpRequest, response: HttpResponse) -> bool:
    # A form that is shown again repeats what was typed, a PESEL too, before there is any session.
    match = request.resolver_match
    return (
        request.method not in ("GET", "HEAD", "OPTIONS")
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or settings.SESSION_COOKIE_NAME in response.cookies
        or bool(match and _SECRETS & match.kwargs.keys())
    )
