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
    town = getattr(request, "town", None)
    if now is None or town is None:
        return {"rows": []}
    # Each gives all towns a new revision, under which pages are kept: none may be made of what was known before.
    rows = _known.get((town.pk, town.revision), lambda: list(Announcement.objects.on(now)))
    # Who it is, is asked only where something is for offices: most pages are strangers', and mostly nothing is told.
    return {"rows": [one for one in rows if one.for_residents or is_official(request)]}
