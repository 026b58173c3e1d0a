"""Places where people vote on paper. They can change while voting lasts: a flooded school must not stop it."""

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused, reason_written
from wibo.editions.actions import journal
from wibo.editions.models import VotingPlace
from wibo.journal.acts import Act
from wibo.journal.events.editions import PlaceOfVotingChanged, PlaceOfVotingRemoved
from wibo.rulebook.spelling.texts import tidy

_PARTS = ("name", "address", "hours", "place", "position")


def save_place(place: VotingPlace, *, act: Act, reason: str) -> VotingPlace:
    """Add or change a place; one in which nothing differs is left as it is. Raises Refused for a name that is taken."""
    for part in _PARTS[:3]:
        setattr(place, part, tidy(getattr(place, part)).strip())
        if not getattr(place, part):
            raise Refused("Wypełnij to pole.", part)
    if place.pk and not _differs(place):
        return place
    try:
        with transaction.atomic():
            place.save()
            changes = f"{place.name}, {place.address}, {' '.join(place.hours.split())}"
            journal(PlaceOfVotingChanged(changes=changes, reason=reason), place.edition, act)
    except IntegrityError as error:
        raise Refused("Miejsce o tej nazwie już jest. Nadaj inną.", "name") from error
    return place


def _differs(place: VotingPlace) -> bool:
    stored = VotingPlace.objects.get(pk=place.pk)
    return any(getattr(stored, part) != getattr(place, part) for part in _PARTS)


def remove_place(place: VotingPlace, reason: str, *, act: Act) -> None:
    """Take a place away. Raises Refused without a reason."""
    reason = reason_written(reason, "Napisz, dlaczego miejsce ma zniknąć. Stanie to w dzienniku.")
    with transaction.atomic():
        journal(PlaceOfVotingRemoved(name=place.name, reason=reason), place.edition, act)
        place.delete()
