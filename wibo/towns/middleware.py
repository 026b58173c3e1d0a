"""The edge: which town the host names, and the one reading of the clock that the request works with."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django_scopes import scope

from wibo.towns.models import Town

Handler = Callable[[HttpRequest], HttpResponse]


def town_for(host: str) -> Town | None:
    """The town whose page the host is; None for the service's own host. Raises Http404 for strangers."""
    if host == settings.BASE_HOST:
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
    """Set `request.town` and `request.now`, and answer inside the town's scope."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        try:
            request.town = town_for(request.get_host().rpartition(":")[0] or request.get_host())  # type: ignore[attr-defined]
        except (Http404, DisallowedHost):
            request.town = None  # type: ignore[attr-defined]
            request.urlconf = "wibo.config.urls_nowhere"
            return get_response(request)
        if request.town is None:  # type: ignore[attr-defined]
            request.urlconf = "wibo.service.urls"
            return get_response(request)
        with scope(town=request.town):  # type: ignore[attr-defined]
            return get_response(request)

    return answer
