"""What the operator tells, on every page of a town."""

from typing import Any

from django import template

from wibo.accounts.requests import is_official
from wibo.memory import Memory
from wibo.service.models import Announcement

register = template.Library()
_known: Memory[list[Announcement]] = Memory()


@register.inclusion_tag("service/_announcements.html", takes_context=True)
def announcements(context: Any) -> dict[str, Any]:
    """Announcements of now: those for residents, and for who works in an office the others, too."""
    request = context.get("request")
    now = getattr(request, "now", None)
    if now is None or getattr(request, "town", None) is None:
        return {"rows": []}
    rows = _known.get("now", lambda: list(Announcement.objects.on(now)))
    # Who it is, is asked only where something is for offices: most pages are strangers', and mostly nothing is told.
    return {"rows": [one for one in rows if one.for_residents or is_official(request)]}
