"""The outermost layer: health addresses for the load balancer, a log line and numbers for every request.

The line names the view and never the path: paths hold tokens of letters. No address, no person, no value.
"""

import hmac
import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string

from wibo.service.watching.metrics import REQUESTS, SECONDS, exposition
from wibo.service.watching.readiness import obstacles

log = logging.getLogger("wibo.request")
Handler = Callable[[HttpRequest], HttpResponse]
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def watching_middleware(get_response: Handler) -> Handler:
    """Answer `/-/…` without a host or a session; watch everything else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/-/"):
            return _own(request)
        began = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        number = given if _ID.fullmatch(given) else secrets.token_hex(8)
        response = get_response(request)
        _note(request, response, number, time.perf_counter() - began)
        response["X-Request-ID"] = number
        return response

    return answer


def _note(request: HttpRequest, response: HttpResponse, number: str, seconds: float) -> None:
    match = request.resolver_match
    view = match.view_name if match else "none"
    method = request.method if request.method in _METHODS else "other"
    status = f"{response.status_code // 100}xx"
    REQUESTS.labels(view, method, status).inc()
    SECONDS.labels(view).observe(seconds)
    town = getattr(request, "town", None)
    facts = {
        "request": number,
        "town": town.slug if town else "",
        "view": view,
        "method": method,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }
    log.info("request", extra={"facts": facts})
    if settings.OTLP_URL:
        # Some 15 MB of memory that other installations need not have.
        import_string("wibo.service.watching.tracing.traced")(request, facts, seconds)


def _own(request: HttpRequest) -> HttpResponse:
    if request.path == "/-/live":
        return JsonResponse({"live": True})
    if request.path == "/-/ready":
        found = obstacles()
        return JsonResponse({"ready": not found, "obstacles": found}, status=503 if found else 200)
    if request.path == "/-/metrics" and _may_measure(request):
        return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
    return HttpResponse(status=404)


def _may_measure(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
