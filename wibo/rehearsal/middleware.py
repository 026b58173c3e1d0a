"""A twin's pages are for guests from the office: to everyone else the host is none of a town's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wibo.rehearsal.entering import NoEntry, email_of, is_guest
from wibo.towns.models import Town

Handler = Callable[[HttpRequest], HttpResponse]
# The way in, by a word that is good now.
_DOOR = "/_proba/"


def guests_middleware(get_response: Handler) -> Handler:
    """Answer in a twin as for an unknown host, unless the browser was let in."""

    def answer(request: HttpRequest) -> HttpResponse:
        town = getattr(request, "town", None)
        if town is not None and town.is_rehearsal and not _may_see(request, town):
            vars(request)["town"] = None
            vars(request)["urlconf"] = "wibo.config.urls_nowhere"
        return get_response(request)

    return answer


def _may_see(request: HttpRequest, town: Town) -> bool:
    """A guest, or somebody at the door with a good word: to others not even a missing page says that there is a twin."""
    if is_guest(request, town):
        return True
    if not request.path.startswith(_DOOR):
        return False
    try:
        email_of(request.path.removeprefix(_DOOR).strip("/"), town)
    except NoEntry:
        return False
    return True
