"""What a resident has put aside to compare: kept in the browser's own cookie and nowhere else, carried to the ballot as a help.

It says nothing of how anyone votes: whoever compares may choose otherwise. It is emptied with the booth on a shared device.
"""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wibo.ui.converters import row_keys
from wibo.voting.ballot.models import Project

COOKIE = "porownanie"
MOST = 12
# So long are projects public before people vote, and a little more.
_KEPT_SECONDS = 60 * 60 * 24 * 60


def listed(request: HttpRequest) -> list[int]:
    """The keys of projects that were put aside, in the order of it; whatever else the cookie says is left out."""
    return list(dict.fromkeys(row_keys(request.COOKIES.get(COOKIE, "").split("."))))[:MOST]


def keep(response: HttpResponse, keys: Iterable[int]) -> HttpResponse:
    """Let the browser keep these; none at all removes the cookie."""
    value = ".".join(str(key) for key in keys)
    if not value:
        response.delete_cookie(COOKIE)
        return response
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, value, max_age=_KEPT_SECONDS, httponly=True, samesite="Lax", secure=secure)
    return response


def projects_of(request: HttpRequest, edition: int) -> list[Project]:
    """The projects that were put aside and stand on the edition's ballot, in ballot order."""
    keys = listed(request)
    if not keys:
        return []
    rows = Project.objects.filter(pk__in=keys, edition=edition).exclude(edition__frozen_at=None).standing()
    return list(rows.with_faces().in_order())
