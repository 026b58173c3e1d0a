"""The coordinator's page of the edition: settings, dates, areas and pools."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.editions import actions
from wibo.editions.forms import ROWS, AreaForm, EditionForm, PoolForm, ReasonForm, SettingsForm, WindowForm
from wibo.editions.guards import with_edition
from wibo.editions.models import CHANNEL_NAMES, STAGE_NAMES, Area, Edition, Pool, StageWindow
from wibo.rulebook.schedule import Channel, Stage, last_minute
from wibo.towns.requests import TownRequest
from wibo.ui.acting import form_page
from wibo.ui.versions import FIELD, held


@requires(Can.RUN_EDITION)
@anytime
def new(request: TownRequest) -> HttpResponse:
    """Found an edition: the first one, or the next once the last is over."""
    year = localtime(request.now).year + 1
    initial = {"year": year, "name": f"Budżet obywatelski {year}"}
    form = EditionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_edition(
                town=request.town, by=request.user.signature, at=request.now, **form.cleaned_data
            )
            messages.success(
                request, "Edycja jest założona. Najpierw zasady głosowania, potem pule i terminy."
            )
            return redirect("editions:rules")
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(request, "editions/office/form.html", {"title": "Nowa edycja", "form": form})


@requires(Can.RUN_EDITION)
@with_edition
def settings(request: TownRequest, edition: Edition) -> HttpResponse:
    """The edition on one page."""
    open_now = [STAGE_NAMES[stage] for stage in Stage if stage in edition.schedule.open_stages(request.now)]
    context = {
        "title": "Edycja",
        "edition": edition,
        "open_now": open_now,
        "next_change": edition.schedule.next_change(request.now),
    }
    return render(request, "editions/office/settings.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def change_settings(request: TownRequest, edition: Edition) -> HttpResponse:
    """Change the edition's own settings."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        # A copy, so that a refused form does not show its values as if they were stored.
        form = SettingsForm(request.POST or None, instance=Edition.objects.get(pk=edition.pk))

        def act() -> str:
            values = {
                name: value for name, value in form.cleaned_data.items() if name not in ("reason", FIELD)
            }
            changed = actions.change_settings(
                stored,
                by=request.user.signature,
                at=request.now,
                reason=form.cleaned_data["reason"],
                **values,
            )
            return "Zmieniono." if changed else "Nic się nie zmieniło."

        return form_page(
            request, form, act, "", "editions:settings", template="editions/office/form.html",
            context={"title": "Ustawienia edycji"},
        )  # fmt: skip


@requires(Can.RUN_EDITION)
@with_edition
def change_schedule(request: TownRequest, edition: Edition) -> HttpResponse:
    """Change the dates of all stages at once. Windows may overlap."""
    with held(
        request, Edition.objects.select_related("town").prefetch_related("windows"), edition.pk
    ) as stored:
        return _schedule(request, stored)


def _schedule(request: TownRequest, edition: Edition) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    rows = [_row(edition, stage, channel, sent) for stage, channel in ROWS]
    valid = [row["form"].is_valid() for row in rows]
    reason = ReasonForm(
        sent,
        beside={str(row["label"]): _dates_of(row["window"]) for row in rows},
        beside_typed={str(row["label"]): _typed_dates(row["form"]) for row in rows},
    )
    if sent is not None and all(valid) and reason.is_valid():
        dates = [
            actions.Dates(row["stage"], row["channel"], row["form"].cleaned_data["opens_at"], row["form"].cleaned_data["closes_at"])
            for row in rows
            if row["form"].has_changed() or row["window"]
        ]  # fmt: skip
        try:
            changed = actions.change_schedule(
                edition,
                dates,
                by=request.user.signature,
                at=request.now,
                reason=reason.cleaned_data["reason"],
            )
            messages.success(request, "Zmieniono harmonogram." if changed else "Nic się nie zmieniło.")
            return redirect("editions:settings")
        except Refused as refused:
            reason.add_error(None, refused.message)
    context = {
        "title": "Harmonogram",
        "rows": rows,
        "form": reason,
        "has_errors": sent is not None and not all(valid),
    }
    return render(request, "editions/office/schedule.html", context)


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


@requires(Can.RUN_EDITION)
@with_edition
def area(request: TownRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change an area."""
    with held(request, Edition.objects.all(), edition.pk):
        found = get_object_or_404(Area, pk=pk, edition=edition) if pk else Area(edition=edition)
        form = AreaForm(request.POST or None, instance=found)

        def act() -> None:
            actions.save_area(
                form.save(commit=False), by=request.user.signature, at=request.now,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip

        return form_page(
            request, form, act, "Zapisano obszar.", "editions:settings", template="editions/office/form.html",
            context={"title": "Obszar"},
        )  # fmt: skip


@requires(Can.RUN_EDITION)
@with_edition
def pool(request: TownRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change a pool with its rules."""
    with held(request, Edition.objects.all(), edition.pk):
        found = get_object_or_404(Pool, pk=pk, edition=edition) if pk else Pool(edition=edition)
        form = PoolForm(request.POST or None, instance=found, edition=edition)

        def act() -> None:
            actions.save_pool(
                form.filled(), by=request.user.signature, at=request.now, reason=form.cleaned_data["reason"]
            )

        return form_page(
            request, form, act, "Zapisano pulę.", "editions:settings", template="editions/office/pool.html",
            context={"title": "Pula"},
        )  # fmt: skip
