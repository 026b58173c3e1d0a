"""What somebody had typed when their session was over: carried through the sign-in, and back into the form.

It travels in the sign-in page itself, so that nothing of a stranger is stored, and waits in the new session until the page
that it was typed on is opened again.
"""

import json

from django.http import HttpRequest, QueryDict

_KEY = "kept"
FIELD = "zachowane"
FLAG = "zachowaj"


def packed(request: HttpRequest) -> str:
    """What a sign-in page carries: the form that was sent to it, or what it already carried; empty for neither."""
    if request.method != "POST":
        return ""
    if FIELD in request.POST:
        return request.POST[FIELD]
    if FLAG not in request.GET:
        return ""
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    return json.dumps(typed)


def is_arriving(request: HttpRequest) -> bool:
    """Whether this is the form of another page, sent on to the sign-in page, and not a sign-in."""
    return request.method == "POST" and FLAG in request.GET and FIELD not in request.POST


def keep(request: HttpRequest, path: str, carried: str) -> None:
    """Put it into the session of who has signed in, for the page at the path. What is no form is left out."""
    try:
        typed = json.loads(carried)
    except ValueError:
        return
    if isinstance(typed, dict) and all(isinstance(values, list) for values in typed.values()):
        request.session[_KEY] = {"path": path.partition("?")[0], "typed": typed}


def let_go(request: HttpRequest) -> None:
    """What was typed on a page is of no use once that page is sent again."""
    kept = request.session.get(_KEY)
    if kept is not None and kept["path"] == request.path:
        del request.session[_KEY]


def taken(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before the sign-in, until the page is sent."""
    kept = request.session.get(_KEY)
    if kept is None or kept["path"] != request.path:
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        typed.setlist(name, [str(value) for value in values])
    return typed
