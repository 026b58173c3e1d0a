"""What somebody had typed when their session was over: carried through the sign-in, and back into the form.

It travels in the sign-in page itself, so that nothing of a stranger is stored, and waits in the new session until the page
that it was typed on is opened again.
"""

import json
from typing import Any

from django.http import HttpRequest, QueryDict

_KEY = "kept"
FIELD = "zachowane"
FLAG = "zachowaj"
# In forms that are kept: the account of who typed, so that the next person at a computer does not get their text.
WHOSE = "konto"
_FILES = "zachowane-pliki"


def packed(request: HttpRequest) -> str:
    """What a sign-in page carries: the form that was sent to it, or what it already carried; empty for neither."""
    if request.method != "POST":
        return ""
    if FIELD in request.POST:
        return request.POST[FIELD]
    if FLAG not in request.GET:
        return ""
    return json.dumps(_typed(request))


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    return typed | ({_FILES: ["1"]} if request.FILES else {})


def is_arriving(request: HttpRequest) -> bool:
    """Whether this is the form of another page, sent on to the sign-in page, and not a sign-in."""
    return request.method == "POST" and FLAG in request.GET and FIELD not in request.POST


def keep(request: HttpRequest, path: str, carried: str) -> str:
    """Put it into the session of who has signed in, for the page at the path; what they are to be told of it.

    What is no form is left out, and so is what another person has typed.
    """
    try:
        typed = json.loads(carried)
    except ValueError:
        return ""
    if not isinstance(typed, dict) or not all(isinstance(values, list) for values in typed.values()):
        return ""
    if typed.pop(WHOSE, [str(request.user.pk)]) != [str(request.user.pk)]:
        return "Na tej stronie pisała inna osoba. Jej tekstu nie pokazujemy; wróci, gdy się zaloguje i zacznie od nowa."
    had_files = typed.pop(_FILES, None) is not None
    request.session[_KEY] = {"path": path.partition("?")[0], "typed": typed}
    return (
        "Minął czas zalogowania. Tekst wrócił na miejsce, a plik trzeba wybrać jeszcze raz."
        if had_files
        else ""
    )


def keep_own(request: HttpRequest) -> str:
    """Keep a form that its own page has sent with a mark of an earlier session: its person has signed in elsewhere since.

    What they are to be told of it.
    """
    return keep(request, request.path, json.dumps(_typed(request)))


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


def begun(request: HttpRequest, initial: dict[str, Any]) -> dict[str, Any]:
    """What a form begins with: `initial`, and over it what was typed before the sign-in. Files must be chosen again."""
    typed = taken(request) if request.method != "POST" else None
    return initial | dict(typed.items()) if typed else initial
