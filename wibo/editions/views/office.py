"""The coordinator's page of the edition: settings, dates, areas and pools."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions import actions
from wibo.editions.forms.edition import AreaForm, EditionForm, PoolForm, SettingsForm
from wibo.editions.guards import with_edition
from wibo.editions.models import STAGE_NAMES, Area, Edition, Pool
from wibo.rulebook.calendar.schedule import Stage
from wibo.ui.acting import changed, form_page
from wibo.ui.versions import FIELD, held


@requires(Can.RUN_EDITION)
@anytime
def new(request: AccountRequest) -> HttpResponse:
    """Found an edition: the first one, or the next once the last is over."""
    year = localtime(request.now).year + 1
    initial = {"year": year, "name": f"Budżet obywatelski {year}"}
    form = EditionForm(request.POST or None, initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.create_edition(town=request.town, act=request.act, **form.cleaned_data),
        "Edycja jest założona. Najpierw zasady głosowania, potem pule i terminy.",
        "editions:rules",
        template="editions/office/form.html",
        context={"title": "Nowa edycja"},
    )


@requires(Can.RUN_EDITION)
@with_edition
def settings(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The edition on one page."""
    open_now = [STAGE_NAMES[stage] for stage in Stage if stage in edition.schedule.open_stages(request.now)]
    context = {
        "title": "Edycja",
        "edition": edition,
        "open_now": open_now,
        "places": edition.voting_places.all(),
        "next_change": edition.schedule.next_change(request.now),
    }
    return render(request, "editions/office/settings.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def change_settings(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Change the edition's own settings."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        # A copy, so that a refused form does not show its values as if they were stored.
        form = SettingsForm(request.POST or None, instance=Edition.objects.get(pk=edition.pk))

        def act() -> str:
            values = {
                name: value for name, value in form.cleaned_data.items() if name not in ("reason", FIELD)
            }
            done = actions.change_settings(
                stored,
                act=request.act,
                reason=form.cleaned_data["reason"],
                **values,
            )
            return changed(done)

        return form_page(
            request,
            form,
            act,
            "",
            "editions:settings",
            template="editions/office/form.html",
            context={"title": "Ustawienia edycji"},
        )


@requires(Can.RUN_EDITION)
@with_edition
def area(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change an area."""
    with held(request, Edition.objects.all(), edition.pk):
        found = get_object_or_404(Area, pk=pk, edition=edition) if pk is not None else Area(edition=edition)
        form = AreaForm(request.POST or None, instance=found)

        def act() -> None:
            actions.save_area(
                form.save(commit=False),
                act=request.act,
                reason=form.cleaned_data["reason"],
            )

        return form_page(
            request,
            form,
            act,
            "Zapisano obszar.",
            "editions:settings",
            template="editions/office/form.html",
            context={"title": "Obszar"},
        )


@requires(Can.RUN_EDITION)
@with_edition
def pool(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change a pool with its rules."""
    with held(request, Edition.objects.all(), edition.pk):
        found = get_object_or_404(Pool, pk=pk, edition=edition) if pk is not None else Pool(edition=edition)
        form = PoolForm(request.POST or None, instance=found, edition=edition)

        def act() -> None:
            actions.save_pool(form.filled(), act=request.act, reason=form.cleaned_data["reason"])

        return form_page(
            request,
            form,
            act,
            "Zapisano pulę.",
            "editions:settings",
            template="editions/office/pool.html",
            context={"title": "Pula"},
        )
