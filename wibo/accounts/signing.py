"""Sessions: noted when they begin, listed for their person, ended from anywhere."""

import re
from typing import Any

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from wibo.accounts.models import SignedIn, User
from wibo.accounts.sessions import stored

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def note_session(request: HttpRequest, user: User, at: Any) -> None:
    """Keep that the person has signed in here. Residents' too: who is given a role later must be able to end them."""
    if request.session.session_key is None:
        request.session.save()
    key = request.session.session_key or ""
    SignedIn.objects.update_or_create(
        session=stored(key), defaults={"user": user, "browser": browser_of(request), "began_at": at}
    )


def browser_of(request: HttpRequest) -> str:
    """The browser and its system in two words; nothing that tells one telephone from another."""
    said = request.headers.get("User-Agent", "")
    named = [
        next((name for sign, name in names if re.search(sign, said)), "inne")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(named)


def sessions_of(user: User, request: HttpRequest) -> list[dict[str, Any]]:
    """The person's sessions that still hold, each with whether it is this one."""
    rows = list(SignedIn.objects.filter(user=user))
    alive = set(
        Session.objects.filter(
            pk__in=[row.session for row in rows], expire_date__gt=timezone.now()
        ).values_list("pk", flat=True)
    )
    own = stored(request.session.session_key or "")
    return [{"row": row, "is_this": row.session == own} for row in rows if row.session in alive]


def end_session(row: SignedIn) -> None:
    """Whoever uses it must sign in again."""
    Session.objects.filter(pk=row.session).delete()
    row.delete()


def end_sessions(user: User, *, but: str | None = None) -> None:
    """End every session of the person; `but` is the key of one that stays."""
    rows = SignedIn.objects.filter(user=user).exclude(session=stored(but or ""))
    Session.objects.filter(pk__in=rows.values("session")).delete()
    rows.delete()


def sweep_sessions() -> None:
    """Forget sessions that have ended, and what was noted of them."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    SignedIn.objects.exclude(session__in=Session.objects.values("pk")).delete()
