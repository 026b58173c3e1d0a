"""A twin's pages are for guests from the office: to everyone else the host is none of a town's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wibo.rehearsal.entering import is_guest

Handler = Callable[[HttpRequest], HttpResponse]
# The way in, and files that hold nothing.
_OPEN = ("/_proba/", "/static/", "/wyglad/")


def guests_middleware(get_response: Handler) -> Handler:
    """Answer in a twin as for an unknown host, unless the browser was let in."""

    def answer(request: HttpRequest) -> HttpResponse:
        town = getattr(request, "town", None)
        if (
            town is not None
            and town.is_rehearsal
            and not request.path.startswith(_OPEN)
            and not is_guest(request, town)
        ):
            vars(request)["town"] = None
            vars(request)["urlconf"] = "wibo.config.urls_nowhere"
        return get_response(request)

    return answer
