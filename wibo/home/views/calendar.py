"""The dates of an edition as a file that every calendar takes in."""

from datetime import UTC

from django.http import Http404, HttpResponse
from django.urls import reverse
from icalendar import Calendar, Event

from wibo.access.marks import anytime, public
from wibo.editions.guards import current_edition
from wibo.editions.models import StageWindow
from wibo.rulebook.calendar.schedule import Channel
from wibo.towns.requests import TownRequest

_WAYS = {Channel.WEB.value: "przez internet", Channel.PAPER.value: "na papierze"}


@public
@anytime
def dates(request: TownRequest) -> HttpResponse:
    """All stages with their first and last minute; a changed date replaces the one that was taken in before."""
    edition = current_edition(request)
    if edition is None:
        raise Http404
    calendar = Calendar()
    calendar.add("prodid", "-//WIBO//budżet obywatelski//PL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{edition.name}, {request.town.name}")
    for window in edition.windows.all():
        calendar.add_component(_event(window, request))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="terminy.ics"'
    return response


def _event(window: StageWindow, request: TownRequest) -> Event:
    way = _WAYS.get(window.channel, "")
    event = Event()
    event.add(
        "uid",
        f"{request.get_host()}-{window.edition_id}-{window.stage}-{window.channel or 'all'}-{window.pk}",
    )
    event.add("summary", f"{window.get_stage_display()}{f' {way}' if way else ''} – {request.town.name}")
    event.add("dtstart", window.opens_at.astimezone(UTC))
    event.add("dtend", window.closes_at.astimezone(UTC))
    event.add("dtstamp", request.now.astimezone(UTC))
    event.add("url", request.build_absolute_uri(reverse("home:rules")))
    return event
