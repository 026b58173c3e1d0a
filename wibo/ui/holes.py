"""Pages that are the same for everybody but for a few holes: the form's token, a digest, a code.

On the last evening thousands ask for the same three pages. Each is made once a moment (`wibo.memory`), cut at its holes, and put
together for whoever asks. Only for strangers without messages: everyone else gets a page made for them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from wibo.memory import AS_LONG, Memory
from wibo.ui.form_tokens import form_token

# Signs for private use around the name of a hole: no text of ours holds them, and one that a town has typed fills itself alike.
_OPEN, _CLOSE = "\ue000", "\ue001"
# The hole in every form, by the name that Django's own tag reads.
_FORMS = "csrf_token"
_pages: Memory[list[str]] = Memory(times=AS_LONG)


def render_with_holes(
    request: HttpRequest,
    template: str,
    context: Callable[[], dict[str, Any]],
    holes: Mapping[str, str],
    key: tuple[object, ...],
) -> HttpResponse:
    """The page. `holes` are texts, filled in escaped unless they are marked safe; `key` names whatever else the context may say
    otherwise at this address. The context is asked for only when the page is made.
    """
    if not _is_anybody(request):
        return render(request, template, {**context(), **holes})
    town = vars(request)["town"].pk
    pieces = _pages.get(
        (template, town, request.path, get_language(), *key),
        lambda: _cut(request, template, context(), holes),
    )
    values = {name: conditional_escape(value) for name, value in holes.items()} | {
        _FORMS: form_token(request)
    }
    # Between what is the same for all stand the names of holes.
    page = "".join(values[part] if at % 2 else part for at, part in enumerate(pieces))
    # It holds somebody's token, and may not be kept for the next stranger as pages without forms are (service.remembering).
    return HttpResponse(page, headers={"Cache-Control": "no-store"})


def _is_anybody(request: HttpRequest) -> bool:
    """Whether the page would be the same for any other stranger at this address."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or request.META.get("QUERY_STRING"):
        return False
    return request.method == "GET" and not vars(request)["town"].is_rehearsal and not get_messages(request)


def _cut(request: HttpRequest, template: str, context: dict[str, Any], holes: Mapping[str, str]) -> list[str]:
    names = (*holes, _FORMS)
    marks = {name: f"{_OPEN}{name}{_CLOSE}" for name in names}
    return re.split(
        f"{_OPEN}({'|'.join(names)}){_CLOSE}", render_to_string(template, {**context, **marks}, request)
    )
