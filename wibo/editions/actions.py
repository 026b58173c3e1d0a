"""Changing an edition. Every change has a reason and stands in the journal; a frozen ballot refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.addressing import slug_for
from wibo.editions.models import CHANNEL_NAMES, STAGE_NAMES, Area, Edition, Pool, StageWindow
from wibo.editions.tasks import make_keys
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events import Event
from wibo.journal.events.editions import (
    AreaChanged,
    EditionChanged,
    EditionCreated,
    PoolChanged,
    ScheduleChanged,
)
from wibo.keyring import keys
from wibo.rulebook.award.transfers import CircleError, counting_order
from wibo.rulebook.calendar.schedule import Channel, Contradiction, Stage, Window, contradictions, last_minute
from wibo.rulebook.spelling.addresses import address_part
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.voting.voting_rules import VotingRules
from wibo.towns.models import Town


@dataclass(frozen=True, slots=True)
class Dates:
    """One row of the schedule form; `channel` is "" for all channels."""

    stage: str
    channel: str
    opens_at: datetime
    closes_at: datetime


def create_edition(*, town: Town, act: Act, **values: Any) -> Edition:
    """A new edition, out of residents' sight while another main one runs. Raises Refused when the year is taken.

    Its keys are made by the worker: at once when this process is one, else within moments.
    """
    with transaction.atomic():
        edition = _created(_placed(Edition(town=town, **values), act.at))
        if settings.IS_WORKER:
            keys.create(edition.ring)
        else:
            transaction.on_commit(partial(make_keys.enqueue, edition.ring))
        record(EditionCreated(year=edition.year), act, town=town, edition=edition.pk, about=edition)
    return edition


def _placed(edition: Edition, at: datetime) -> Edition:
    """The new edition with its address, and whether residents see it at once."""
    if edition.imported:
        return edition
    edition.slug = slug_for(
        edition.town, edition.year, address_part(edition.name) if edition.is_beside else ""
    )
    edition.in_preparation = edition.is_beside or _runs_another(edition, at)
    return edition


def _runs_another(edition: Edition, at: datetime) -> bool:
    """Whether the town's main edition is a later one, has no dates yet, or has some that are not over."""
    shown = Edition.objects.own().shown().main().filter(town=edition.town).order_by("-year", "-pk")
    before = shown.prefetch_related("windows").first()
    if before is None:
        return False
    ends = [window.closes_at for window in before.windows.all()]
    return before.year > edition.year or not ends or max(ends) > at


def _created(edition: Edition) -> Edition:
    if not edition.imported and Edition.objects.own().filter(town=edition.town, name=edition.name).exists():
        raise Refused(f"Edycja „{edition.name}” już jest. Nazwij tę inaczej, żeby ich nie mylić.", "name")
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise Refused(f"Edycja na rok {edition.year} już jest.") from error
    return edition


def journal(event: Event, edition: Edition, act: Act) -> None:
    """Record an event about an edition."""
    record(event, act, town=edition.town, edition=edition.pk, about=edition)


def change_settings(edition: Edition, *, act: Act, reason: str, **values: Any) -> bool:
    """Change the edition's own settings; False when nothing differs."""
    changed = {name: value for name, value in values.items() if getattr(edition, name) != value}
    if not changed:
        return False
    with transaction.atomic():
        for name, value in changed.items():
            setattr(edition, name, value)
        edition.save(update_fields=list(changed))
        names = ", ".join(f"{name} = {value}" for name, value in sorted(changed.items()))
        journal(EditionChanged(changes=names, reason=reason), edition, act)
    return True


def change_rules(
    edition: Edition,
    columns: Mapping[str, Any],
    rules: Mapping[str, Any],
    *,
    act: Act,
    reason: str,
) -> bool:
    """Change how the edition votes; False when nothing differs. Raises Refused after freezing.

    `columns` are fields of the edition, `rules` settings of `VotingRules`; the others stay as they are.
    """
    stored = edition.voting.as_settings()
    wanted = VotingRules.of({**stored, **rules}).as_settings()
    stored = dict.fromkeys(wanted) | stored
    changed = {name: value for name, value in columns.items() if getattr(edition, name) != value}
    told = {**changed, **{name: value for name, value in wanted.items() if stored[name] != value}}
    if not told:
        return False
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Sposobu głosowania nie można już zmienić.")
    with transaction.atomic():
        for name, value in changed.items():
            setattr(edition, name, value)
        edition.rules = wanted
        edition.save(update_fields=["rules", *changed])
        names = ", ".join(f"{name} = {value}" for name, value in sorted(told.items()))
        journal(EditionChanged(changes=names, reason=reason), edition, act)
    return True


def change_schedule(edition: Edition, dates: Iterable[Dates], *, act: Act, reason: str) -> bool:
    """Set the dates of stages; False when nothing differs. Stages that are not named stay as they are.

    Raises Refused for dates outside the town's service window.
    """
    told: list[str] = []
    rows = list(dates)
    refuse_schedule(edition, rows)
    with transaction.atomic():
        for row in rows:
            window = StageWindow.objects.filter(edition=edition, stage=row.stage, channel=row.channel).first()
            if window and (window.opens_at, window.closes_at) == (row.opens_at, row.closes_at):
                continue
            window = window or StageWindow(edition=edition, stage=row.stage, channel=row.channel)
            window.opens_at, window.closes_at = row.opens_at, row.closes_at
            window.save()
            told.append(_told(window))
        if told:
            journal(ScheduleChanged(changes="; ".join(told), reason=reason), edition, act)
    return bool(told)


def stored_dates(edition: Edition) -> dict[tuple[str, str], Dates]:
    """The dates as they stand in the database now, by stage and channel."""
    windows = StageWindow.objects.filter(edition=edition)
    return {(w.stage, w.channel): Dates(w.stage, w.channel, w.opens_at, w.closes_at) for w in windows}


def differing(edition: Edition, dates: Iterable[Dates]) -> list[tuple[Dates, Dates | None]]:
    """Rows that would change something, each with what is stored (None where the stage has no dates)."""
    stored = stored_dates(edition)
    pairs = ((row, stored.get((row.stage, row.channel))) for row in dates)
    return [(row, before) for row, before in pairs if row != before]


def refuse_schedule(edition: Edition, rows: list[Dates]) -> None:
    """Raise Refused for dates outside the town's service window, and for a schedule that contradicts itself."""
    _refuse_outside_service(edition.town, rows)
    _refuse_contradictions(edition, rows)


_CONTRADICTIONS = {
    Contradiction.KEYING_ENDS_FIRST: "Wpisywanie kart kończy się przed końcem głosowania na papierze, więc części kart nikt by "
    "nie wpisał. Przedłuż wpisywanie.",
    Contradiction.CLOSING_BEGINS_EARLY: "Wyniki i zamknięcie zaczynają się, zanim skończy się głosowanie. Przesuń ich początek.",
}


def _refuse_contradictions(edition: Edition, rows: list[Dates]) -> None:
    """Raise Refused when the schedule with the new dates would contradict itself."""
    kept = {(w.stage, w.channel): w.as_rule() for w in StageWindow.objects.filter(edition=edition)}
    for row in rows:
        channel = Channel(row.channel) if row.channel else None
        kept[row.stage, row.channel] = Window(Stage(row.stage), row.opens_at, row.closes_at, channel)
    if found := contradictions(kept.values()):
        raise Refused(" ".join(_CONTRADICTIONS[one] for one in found))


def touches_voting(changes: Iterable[tuple[Dates, Dates | None]], at: datetime) -> bool:
    """Whether voting that has begun changes: ending, shortening, reopening or moving it takes two people."""
    return any(
        row.stage == Stage.VOTING and before is not None and before.opens_at <= at for row, before in changes
    )


def changes_told(changes: Iterable[tuple[Dates, Dates | None]]) -> str:
    """Each change in words: what stood there and what is to stand there."""
    return "; ".join(
        f"było {_told(before)}; będzie {_told(row)}" if before else f"będzie {_told(row)}"
        for row, before in changes
    )


def _refuse_outside_service(town: Town, rows: list[Dates]) -> None:
    window, show = town.service, partial(date_format, format="j.m.Y")
    outside = [
        row
        for row in rows
        if not window.covers(localtime(row.opens_at).date(), localtime(last_minute(row.closes_at)).date())
    ]
    if not outside:
        return
    names = ", ".join(dict.fromkeys(str(STAGE_NAMES[Stage(row.stage)]) for row in outside))
    first = show(window.first) if window.first else "…"
    last = show(window.last) if window.last else "…"
    raise Refused(
        f"Te etapy wychodzą poza okres usługi ({first} – {last}): {names}. Zmień daty albo poproś operatora "
        f"o przedłużenie: {settings.OPERATOR_EMAIL}."
    )


def _told(window: StageWindow | Dates) -> str:
    show = partial(date_format, format="j.m.Y H:i")
    name = STAGE_NAMES[Stage(window.stage)]
    channel = f" ({CHANNEL_NAMES[Channel(window.channel)]})" if window.channel else ""
    opens, last = localtime(window.opens_at), localtime(last_minute(window.closes_at))
    return f"{name}{channel}: {show(opens)} – {show(last)}"


def save_area(area: Area, *, act: Act, reason: str) -> Area:
    """Add or change an area. Raises Refused after freezing or for a name that is taken."""
    _refuse_frozen(area.edition)
    with transaction.atomic():
        _saved(area)
        changes = f"{area.name}, mieszkańców: {area.residents}"
        journal(AreaChanged(changes=changes, reason=reason), area.edition, act)
    return area


def save_pool(pool: Pool, *, act: Act, reason: str) -> Pool:
    """Add or change a pool with its rules.

    Raises Refused after freezing, for a name that is taken, and for leftovers that would go round in a circle.
    """
    _refuse_frozen(pool.edition)
    _refuse_circle(pool)
    with transaction.atomic():
        _saved(pool)
        changes = f"{pool.name}: {zloty(pool.amount)}. {pool.rule_in_words} {pool.award_in_words}"
        # The entry's own sentence ends it.
        journal(PoolChanged(changes=changes.rstrip("."), reason=reason), pool.edition, act)
    return pool


def _refuse_circle(pool: Pool) -> None:
    others = Pool.objects.filter(edition=pool.edition).exclude(pk=pool.pk)
    target = dict(others.values_list("pk", "leftover_to")) | {pool.pk or 0: pool.leftover_to_id}
    try:
        counting_order(list(target), target)
    except CircleError as error:
        raise Refused(
            "Pieniądze, które zostaną, krążyłyby między pulami w kółko. Wybierz inną pulę albo żadną."
        ) from error


def _saved(row: Area | Pool) -> None:
    """Save a row; what the database refuses becomes a sentence."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        _refuse_frozen(Edition.objects.get(pk=row.edition_id))
        raise Refused("Ta nazwa jest już zajęta w tej edycji. Nadaj inną.") from error


def _refuse_frozen(edition: Edition) -> None:
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Obszarów i pul nie można już zmienić.")
