"""The edge: which town the host names, and the one reading of the clock that the request works with."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.towns.models import Town
from wibo.ui.memory import Memory

_towns: Memory[Town | None] = Memory()
Handler = Callable[[HttpRequest], HttpResponse]


def town_for(host: str) -> Town | None:
    """The town whose page the host is; None for the service's own hosts. Raises Http404 for strangers."""
    if host in (settings.BASE_HOST, settings.OPERATOR_HOST):
        return None
    suffix = f".{settings.BASE_HOST}"
    found = (
        Town.objects.filter(slug=host.removesuffix(suffix))
        if host.endswith(suffix)
        else Town.objects.filter(host=host)
    ).first()
    if found is None:
        raise Http404
    return found


def town_middleware(get_response: Handler) -> Handler:
    """Set `request.town`, `request.now` and `request.service_state`; answer inside the town's scope."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        try:
            host = request.get_host().partition(":")[0]
            request.town = _towns.get(host, partial(town_for, host))  # type: ignore[attr-defined]
        except (Http404, DisallowedHost):
            request.town = None  # type: ignore[attr-defined]
            request.urlconf = "wibo.config.urls_nowhere"
            return get_response(request)
        if request.town is None:  # type: ignore[attr-defined]
            request.urlconf = (
                settings.OPERATOR_URLCONF if host == settings.OPERATOR_HOST else settings.BASE_URLCONF
            )
            with scope(town=None):
                return get_response(request)
        today = localtime(request.now).date()  # type: ignore[attr-defined]
        request.service_state = request.town.service.state(today)  # type: ignore[attr-defined]
        with scope(town=request.town):  # type: ignore[attr-defined]
            return get_response(request)

    return answer
