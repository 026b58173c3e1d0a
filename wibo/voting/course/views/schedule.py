"""The schedule of an edition. Voting that has begun is ended, shortened, reopened or moved by two people alone."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions import actions
from wibo.editions.forms.edition import ROWS, ReasonForm, WindowForm
from wibo.editions.guards import with_edition
from wibo.editions.models import CHANNEL_NAMES, STAGE_NAMES, Edition, StageWindow
from wibo.editions.showing import in_the_way
from wibo.rulebook.calendar.schedule import Channel, Stage, last_minute
from wibo.ui.acting import filled
from wibo.ui.versions import held
from wibo.voting.two_people.acts import propose
from wibo.voting.two_people.models import TwoPersonKind


@requires(Can.RUN_EDITION)
@with_edition
def change_schedule(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Change the dates of all stages at once. Windows may overlap."""
    with held(
        request, Edition.objects.select_related("town").prefetch_related("windows"), edition.pk
    ) as stored:
        return _schedule(request, stored)


def _schedule(request: AccountRequest, edition: Edition) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    rows = [_row(edition, stage, channel, sent) for stage, channel in ROWS]
    valid = [row["form"].is_valid() for row in rows]
    reason = ReasonForm(
        sent,
        beside={str(row["label"]): _dates_of(row["window"]) for row in rows},
        beside_typed={str(row["label"]): _typed_dates(row["form"]) for row in rows},
    )

    def act() -> HttpResponse:
        return _changed(request, edition, _dates(rows), reason.cleaned_data["reason"])

    answer = filled(request, reason, act) if all(valid) else None
    if answer is not None:
        return answer
    context = {
        "title": "Harmonogram",
        "has_begun": edition.schedule.has_begun(Stage.VOTING, request.now),
        "rows": rows,
        "form": reason,
        "has_errors": sent is not None and not all(valid),
    }
    return render(request, "voting/course/schedule.html", context)


def _dates(rows: list[dict[str, Any]]) -> list[actions.Dates]:
    """The dates of rows that are filled or were; from forms that are valid."""
    return [
        actions.Dates(
            row["stage"],
            row["channel"],
            row["form"].cleaned_data["opens_at"],
            row["form"].cleaned_data["closes_at"],
        )
        for row in rows
        if row["form"].has_changed() or row["window"]
    ]


def _changed(
    request: AccountRequest, edition: Edition, dates: list[actions.Dates], reason: str
) -> HttpResponse:
    """The change made; or proposed to a second person, where voting has begun."""
    changes = actions.differing(edition, dates)
    with transaction.atomic():
        if not actions.touches_voting(changes, request.now):
            changed = actions.change_schedule(edition, dates, act=request.act, reason=reason)
            messages.success(request, "Zmieniono harmonogram." if changed else "Nic się nie zmieniło.")
            if edition.in_preparation and (why := in_the_way(edition, request.now)):
                messages.warning(request, f"{why} Sprawdź, czy pierwszy etap nie zaczyna się wcześniej.")
            return redirect("editions:settings")
        actions.refuse_schedule(edition, dates)
        propose(
            edition,
            TwoPersonKind.SCHEDULE,
            reason=reason,
            user=request.user,
            at=request.now,
            told=actions.changes_told(changes),
            # Only what changes, with what stood there: another change confirmed meanwhile must not be undone by this one.
            content={
                "dates": [[_stored(row), _stored(before) if before else None] for row, before in changes]
            },
        )
    messages.success(
        request,
        "Głosowanie już się zaczęło, więc zmianę musi potwierdzić druga osoba, w ciągu 30 minut. Nic jeszcze nie zmieniono.",
    )
    return redirect("results:together")


def _stored(row: actions.Dates) -> list[str]:
    return [row.stage, row.channel, row.opens_at.isoformat(), row.closes_at.isoformat()]


def _dates_of(window: StageWindow | None) -> str:
    """The stored dates of a stage as the page shows them."""
    if window is None:
        return ""
    opens, last = localtime(window.opens_at), localtime(last_minute(window.closes_at))
    return f"{opens:%d.%m.%Y %H:%M} – {last:%d.%m.%Y %H:%M}"


def _typed_dates(form: WindowForm) -> str:
    """The typed dates, in the same words; whatever cannot be read is told by its field."""
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    opens, last = data.get("opens_at"), data.get("last_minute")
    return f"{localtime(opens):%d.%m.%Y %H:%M} – {localtime(last):%d.%m.%Y %H:%M}" if opens and last else ""


def _row(edition: Edition, stage: Stage, channel: str, sent: Any) -> dict[str, Any]:
    window = next((w for w in edition.windows.all() if (w.stage, w.channel) == (stage, channel)), None)
    initial = {}
    if window:
        initial = {
            "opens_at": localtime(window.opens_at),
            "last_minute": localtime(last_minute(window.closes_at)),
        }
    # A stage without dates stays without them while its row is left empty.
    form = WindowForm(
        sent,
        prefix=f"{stage}-{channel}",
        initial=initial,
        empty_permitted=not window,
        use_required_attribute=False,
    )
    label = STAGE_NAMES[stage]
    words = f"{label} {CHANNEL_NAMES[Channel(channel)]}" if channel else str(label)
    return {"form": form, "label": words, "stage": stage.value, "channel": channel, "window": window}
