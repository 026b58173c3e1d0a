"""Founding an edition with something to begin with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.actions import Dates, change_schedule, create_edition, journal
from wibo.editions.models import Area, Edition, Pool
from wibo.editions.starting.copies import copy_into
from wibo.editions.starting.dating import moved_dates, whole_days
from wibo.editions.starting.patterns import Pattern
from wibo.journal.acts import Act
from wibo.journal.events.editions import EditionChanged
from wibo.rulebook.calendar.plans import planned
from wibo.rulebook.voting.voting_rules import VotingRules
from wibo.towns.models import Town

_REASON = "przy zakładaniu edycji"


@dataclass(frozen=True, slots=True)
class Begun:
    """The new edition, and why its dates were not set; empty where they were, or where none were asked for."""

    edition: Edition
    without_dates: str = ""


def begin_empty(*, town: Town, act: Act, **values: Any) -> Begun:
    """An edition with nothing in it. Raises Refused."""
    return Begun(create_edition(town=town, act=act, **values))


def begin_by_pattern(
    pattern: Pattern, amount: int, first_day: date, *, town: Town, act: Act, **values: Any
) -> Begun:
    """An edition as the pattern has it, with `amount` (grosze) shared out over its lists. Raises Refused."""
    with transaction.atomic():
        rules = VotingRules.of(pattern.rules).as_settings()
        edition = create_edition(town=town, act=act, **{**values, **pattern.columns, "rules": rules})
        areas = [Area.objects.create(edition=edition, name=name) for name in pattern.areas]
        left = amount
        for at, one in enumerate(pattern.lists, start=1):
            # Grosze that do not divide go to the last list.
            share = left if at == len(pattern.lists) else amount * one.percent // 100
            left -= share
            Pool.objects.create(
                edition=edition,
                name=one.name,
                amount=share,
                position=at,
                area=areas[one.area] if one.area is not None else None,
                award=dict(one.award),
                **one.columns,
            )
        _tell(edition, f"wzór „{pattern.name}”", act)
        return Begun(edition, _dated(edition, whole_days(planned(pattern.plan, first_day)), act))


def begin_by_copy(source: Edition, *, town: Town, act: Act, **values: Any) -> Begun:
    """An edition like an earlier one, its dates moved to the same days of the week. Raises Refused."""
    with transaction.atomic():
        edition = create_edition(town=town, act=act, **values)
        copy_into(edition, source)
        if values.get("regulations"):
            edition.regulations = values["regulations"]
            edition.save(update_fields=["regulations"])
        _tell(edition, f"ustawienia edycji „{source.name}”", act)
        years = max(edition.year - source.year, 1)
        return Begun(edition, _dated(edition, moved_dates(source.windows.all(), years), act))


def _tell(edition: Edition, changes: str, act: Act) -> None:
    journal(EditionChanged(changes=changes, reason=_REASON), edition, act)


def _dated(edition: Edition, dates: list[Dates], act: Act) -> str:
    """Set the dates; where they cannot be, the edition stands without them and the coordinator reads why."""
    try:
        with transaction.atomic():
            change_schedule(edition, dates, act=act, reason=_REASON)
    except Refused as refused:
        return refused.message
    return ""
