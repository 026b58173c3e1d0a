"""The edge: which town the host names, and the one reading of the clock that the request works with."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.memory import Memory
from wibo.towns.models import Town
from wibo.towns.requests import in_town

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
        asked = in_town(request)
        asked.now = timezone.now()
        try:
            host = request.get_host().partition(":")[0]
            town = _towns.get(host, partial(town_for, host))
        except (Http404, DisallowedHost):
            vars(asked)["town"] = None
            asked.urlconf = "wibo.config.urls_nowhere"
            return get_response(asked)
        if town is None:
            vars(asked)["town"] = None
            asked.urlconf = (
                settings.OPERATOR_URLCONF if host == settings.OPERATOR_HOST else settings.BASE_URLCONF
            )
            with scope(town=None):
                return get_response(asked)
        asked.town = town
        asked.edition_named = ""
        asked.service_state = town.service.state(localtime(asked.now).date())
        with scope(town=town):
            return get_response(asked)

    return answer
