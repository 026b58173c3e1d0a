"""When residents see an edition. One at a time is the main one; the next is prepared while it runs, out of their sight."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.actions import journal
from wibo.editions.addressing import slug_for
from wibo.editions.guards import newest_edition
from wibo.editions.models import Edition
from wibo.journal.acts import BY_ITSELF, Act
from wibo.journal.events.editions import EditionShown
from wibo.rulebook.calendar.schedule import last_minute


def in_the_way(edition: Edition, now: datetime) -> str:
    """Why the edition cannot be shown yet; empty when it can.

    A main one takes the town's front page over, so residents must have done with the one that stands there.
    """
    before = newest_edition(edition.town)
    if edition.is_beside or before is None or before.in_preparation or before.pk == edition.pk:
        return ""
    if before.year > edition.year:
        return f"Na stronie jest już późniejsza edycja: „{before.name}”."
    until = before.schedule.residents_until(now)
    if until is None:
        return ""
    day = date_format(localtime(last_minute(until)), "DATE_FORMAT")
    return f"Mieszkańcy korzystają jeszcze z edycji „{before.name}”, do {day} Tę pokażesz później."


def show(edition: Edition, *, act: Act) -> None:
    """Show the edition to residents. Raises Refused while another is in the way, or when it is shown already."""
    with transaction.atomic():
        # Editions of a town are shown one after the other.
        held = {one.pk: one for one in Edition.objects.own().select_for_update()}
        found = held[edition.pk]
        if not found.in_preparation:
            raise Refused("Mieszkańcy widzą już tę edycję.")
        if why := in_the_way(found, act.at):
            raise Refused(why)
        found.in_preparation = False
        found.save(update_fields=["in_preparation"])
        journal(EditionShown(year=found.year), found, act)


def show_due(now: datetime) -> None:
    """Show main editions whose first stage has begun, where nothing is in the way; else the office's desk goes on telling it.

    One beside is shown by a person alone. Editions that a web process of before has founded get their address here.
    """
    for edition in Edition.objects.own().filter(slug="").select_related("town"):
        Edition.objects.filter(pk=edition.pk).update(slug=slug_for(edition.town, edition.year, ""))
    waiting = Edition.objects.own().main().filter(in_preparation=True, windows__opens_at__lte=now).distinct()
    for edition in waiting.select_related("town"):
        if not in_the_way(edition, now):
            show(edition, act=Act(BY_ITSELF, now))
