"""`@during`: a view that works only while a stage enables it, and otherwise says when it does."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime

from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.editions.models import STAGE_NAMES, Edition, StageWindow
from wibo.memory import AS_LONG, Memory, once
from wibo.rulebook.calendar.stages import Feature, stages_with
from wibo.towns.models import Town
from wibo.towns.requests import TownRequest
from wibo.ui.converters import row_key

# The key names the town's revision: rows that are equal are read again only now and then.
_editions: Memory[Edition | None] = Memory(times=AS_LONG)
View = Callable[..., HttpResponseBase]


def current_edition(request: TownRequest) -> Edition | None:
    """The edition that the town is running, with its dates; read once a request.

    Strangers may get one that is shared with others and as old as the row of the town; whoever signs in gets fresh rows.
    """

    def read() -> Edition | None:
        fresh = partial(_read, request.town, request.edition_named)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        key = request.town.pk, request.town.revision, request.edition_named
        return fresh() if signed_in else _editions.get(key, fresh)

    return once(request, "edition", read)


def as_of(request: TownRequest) -> tuple[int, str, datetime | None, date]:
    """What a stranger's page hangs on beside its own rows: the town's revision, which edition it is about (an error page may
    stand at an address of one and be about another), the next of the dates, and the day.
    """
    edition = current_edition(request)
    coming = edition.schedule.next_change(request.now) if edition else None
    return request.town.revision, request.edition_named, coming, localtime(request.now).date()


def _read(town: Town, named: str) -> Edition | None:
    rows = Edition.objects.prefetch_related(
        "windows", "pools__area", "areas", "extensions", "two_person_acts"
    ).own()
    # Officials of a town that shows nothing yet work on what they prepare.
    main = rows.main().order_by("in_preparation", "-year", "-pk")
    found: Edition | None = (rows.filter(slug=named) if named else main).first()
    if found is not None:
        found.town = town
    return found


def newest_edition(town: Town) -> Edition | None:
    """The edition that the town runs now, whoever asks; one that runs beside it has an address of its own."""
    return _read(town, "")


def edition_of_list(request: TownRequest) -> Edition | None:
    """The edition that the address names (`?edycja=`), else the one that runs; for lists that earlier editions have, too."""
    key = row_key(request.GET.get("edycja", ""))
    if key is None:
        return current_edition(request)
    rows = Edition.objects.shown().prefetch_related("windows", "pools", "areas").select_related("town")
    found: Edition | None = rows.filter(pk=key).first()
    return found or current_edition(request)


def during(feature: Feature) -> Callable[[View], View]:
    """Let the view run only while the current edition enables the feature; it gets the edition."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            edition = current_edition(request)
            if edition is not None and edition.enables(feature, request.now):
                return view(request, edition, *args, **kwargs)
            return closed(request, edition, feature)

        vars(guarded)["feature"] = feature
        return guarded

    return mark


def with_edition(view: View) -> View:
    """Give the view the current edition at any time; a town without one gets a page that says so."""

    @wraps(view)
    def found(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        edition = current_edition(request)
        if edition is None:
            return no_edition(request)
        return view(request, edition, *args, **kwargs)

    vars(found)["feature"] = None
    return found


def no_edition(request: TownRequest) -> HttpResponse:
    """The page of a town that has no edition yet: residents are told to come back, officials who founds one."""
    user = request.user
    official = user.is_authenticated and user.is_official
    context = {
        "title": "Nie ma jeszcze edycji",
        "official": official,
        "may_found": user.is_authenticated and user.can(Can.RUN_EDITION),
        "administrators": User.objects.holding(Can.RUN_EDITION) if official else [],
    }
    return render(request, "editions/none.html", context)


def closed(request: TownRequest, edition: Edition | None, feature: Feature) -> HttpResponse:
    """The polite page for a stage that is not open: when it opens, or that it is over."""
    stages = stages_with(feature)
    windows: list[StageWindow] = []
    if edition is not None:
        windows = [w for w in edition.windows.all() if w.stage in stages and w.channel != "paper"]
    context = {
        "title": STAGE_NAMES[stages[0]],
        "coming": [window for window in windows if window.opens_at > request.now],
        "over": [window for window in windows if window.closes_at <= request.now],
        "edition": edition,
    }
    return render(request, "editions/closed.html", context, status=200)
