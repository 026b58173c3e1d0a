"""What the operator does: founds a town, changes it, sets its service window, invites its administrator.

Every act stands in the town's own journal, where its officials and auditors read it.
"""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django_scopes import scope

from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.actions import invite
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events import Event
from wibo.journal.events.towns import (
    AnnouncementMade,
    AnnouncementWithdrawn,
    ServiceWindowChanged,
    TownChanged,
    TownCreated,
)
from wibo.service.models import Announcement, Operator
from wibo.towns.addresses import address_of
from wibo.towns.models import Town


def create_operator(*, email: str, name: str, password: str, at: datetime) -> Operator:
    """An operator's account. It belongs to no town, so no journal takes an entry. Raises Refused."""
    operator = Operator(email=email.casefold(), name=name, created_at=at)
    operator.set_password(password)
    try:
        with transaction.atomic():
            operator.save()
    except IntegrityError as error:
        raise Refused("Operator o tym adresie już jest.") from error
    return operator


def set_operator_password(operator: Operator, password: str) -> None:
    """A new password; sessions that use the old one end."""
    operator.set_password(password)
    operator.save(update_fields=["password"])


def announce(values: dict[str, Any], *, act: Act) -> Announcement:
    """Tell all towns, from and until when the values say; it stands in the journal of each."""
    with transaction.atomic():
        made: Announcement = Announcement.objects.create(**values, written_at=act.at, written_by=act.by)
        _tell_all(AnnouncementMade(text=made.text), act)
    return made


def withdraw_announcement(announcement: Announcement, *, act: Act) -> None:
    """Take it off every page. Raises Refused when somebody has already."""
    rows = Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None)
    with transaction.atomic():
        if not rows.update(withdrawn_at=act.at, withdrawn_by=act.by):
            raise Refused("To ogłoszenie jest już zdjęte.")
        _tell_all(AnnouncementWithdrawn(text=announcement.text), act)


def _tell_all(event: Event, act: Act) -> None:
    for town in Town.objects.real():
        with scope(town=town):
            record(event, act, town=town)


def create_town(values: dict[str, Any], *, act: Act) -> Town:
    """Found a town with its service window. Raises Refused for a slug or host that is taken."""
    town = Town(**values)
    _saved(town)
    with scope(town=town):
        record(TownCreated(name=town.name), act, town=town)
        _record_window(town, "założenie gminy", act=act)
    return town


def change_town(town: Town, values: dict[str, Any], *, act: Act) -> bool:
    """Change a town's name, colour, arms or contact; False when nothing differs. Raises Refused."""
    changed = {name: value for name, value in values.items() if getattr(town, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(town, name, value)
    with transaction.atomic():
        _saved(town)
        with scope(town=town):
            # Field names only: contacts are people's data, and arms are long.
            record(TownChanged(changes=", ".join(sorted(changed))), act, town=town)
    return True


def set_service_window(town: Town, first: date | None, last: date | None, reason: str, *, act: Act) -> None:
    """Set or extend the days on which the service runs (both inclusive). Raises Refused."""
    if first and last and last < first:
        raise Refused("Koniec okresu usługi jest przed jego początkiem. Popraw datę.")
    town.service_from, town.service_until = first, last
    with transaction.atomic():
        town.save(update_fields=["service_from", "service_until"])
        with scope(town=town):
            _record_window(town, reason, act=act)


def _record_window(town: Town, reason: str, *, act: Act) -> None:
    first, last = (
        date_format(d, "j.m.Y") if d else "bez ograniczenia" for d in (town.service_from, town.service_until)
    )
    record(ServiceWindowChanged(first=first, last=last, reason=reason), act, town=town)


def invite_administrator(town: Town, *, email: str, first_name: str, surname: str, act: Act) -> None:
    """Send the letter from which the town's administrator sets a password. Raises Refused."""
    with scope(town=town):
        invite(
            town=town,
            email=email,
            first_name=first_name,
            surname=surname,
            role=Role.COORDINATOR,
            act=act,
            base_url=address_of(town),
        )


def _saved(town: Town) -> None:
    try:
        with transaction.atomic():
            town.save()
    except IntegrityError as error:
        raise Refused("Ta nazwa w adresie albo domena należy już do innej gminy.") from error
