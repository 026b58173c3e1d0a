"""Officials who have left their computer: signed out after a while in which they opened no page.

What is typed on a page that is sent later travels through the sign-in (`access.kept`), so nothing is lost but the session.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

_SEEN = "seen"
# The session is written at most so often, however many pages are opened.
_SECONDS = 60


def has_idled(request: HttpRequest, now: datetime) -> bool:
    """Whether an official has opened nothing for too long; else notes that they do now."""
    if settings.IDLE_MINUTES is None or not getattr(request.user, "is_official", False):
        return False
    seen, moment = request.session.get(_SEEN), int(now.timestamp())
    if seen is not None and moment - seen >= settings.IDLE_MINUTES * 60:
        return True
    if seen is None or moment - seen >= _SECONDS:
        request.session[_SEEN] = moment
    return False
