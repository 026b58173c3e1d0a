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
from wibo.editions.models import CHANNEL_NAMES, STAGE_NAMES, Area, Edition, Pool
from wibo.rulebook.schedule import Channel, Stage, last_minute
from wibo.towns.requests import TownRequest


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
    # A copy, so that a refused form does not show its values as if they were stored.
    stored = Edition.objects.select_related("town").get(pk=edition.pk)
    form = SettingsForm(request.POST or None, instance=Edition.objects.get(pk=edition.pk))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        reason = values.pop("reason")
        try:
            changed = actions.change_settings(
                stored, by=request.user.signature, at=request.now, reason=reason, **values
            )
            messages.success(request, "Zmieniono." if changed else "Nic się nie zmieniło.")
            return redirect("editions:settings")
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(request, "editions/office/form.html", {"title": "Ustawienia edycji", "form": form})


@requires(Can.RUN_EDITION)
@with_edition
def change_schedule(request: TownRequest, edition: Edition) -> HttpResponse:
    """Change the dates of all stages at once. Windows may overlap."""
    sent = request.POST if request.method == "POST" else None
    rows = [_row(edition, stage, channel, sent) for stage, channel in ROWS]
    reason = ReasonForm(sent)
    valid = [row["form"].is_valid() for row in rows]
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
    found = get_object_or_404(Area, pk=pk, edition=edition) if pk else Area(edition=edition)
    form = AreaForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_area(
                form.save(commit=False), by=request.user.signature, at=request.now,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            messages.success(request, "Zapisano obszar.")
            return redirect("editions:settings")
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(request, "editions/office/form.html", {"title": "Obszar", "form": form})


@requires(Can.RUN_EDITION)
@with_edition
def pool(request: TownRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change a pool with its rules."""
    found = get_object_or_404(Pool, pk=pk, edition=edition) if pk else Pool(edition=edition)
    form = PoolForm(request.POST or None, instance=found, edition=edition)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_pool(
                form.filled(), by=request.user.signature, at=request.now, reason=form.cleaned_data["reason"]
            )
            messages.success(request, "Zapisano pulę.")
            return redirect("editions:settings")
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(request, "editions/office/pool.html", {"title": "Pula", "form": form})
