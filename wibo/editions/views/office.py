"""The coordinator's page of the edition: settings, dates, areas and pools."""

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions import actions, showing
from wibo.editions.addressing import page_of, printed_site
from wibo.editions.calendar_picture import picture_of
from wibo.editions.forms.edition import AreaForm, PoolForm, SettingsForm
from wibo.editions.forms.starting import EditionForm
from wibo.editions.guards import newest_edition, with_edition
from wibo.editions.legal import legal_risks
from wibo.editions.models import STAGE_NAMES, Area, Edition, Pool
from wibo.editions.showing import in_the_way
from wibo.editions.starting.beginning import Begun, begin_by_copy, begin_by_pattern, begin_empty
from wibo.rulebook.award.example import example
from wibo.rulebook.award.settings import GreedyRule
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.calendar.schedule import Stage
from wibo.ui.acting import attempt, changed, done, filled, form_page
from wibo.ui.versions import FIELD, held
from wibo.wording.award import reason

# Editions to begin like; older ones are of other rules.
_EARLIER = 3


@requires(Can.RUN_EDITION)
@anytime
def new(request: AccountRequest) -> HttpResponse:
    """Found an edition: the first one, the next while the last still runs, or one beside it."""
    latest = Edition.objects.filter(imported=False).aggregate(year=Max("year"))["year"] or 0
    year = max(localtime(request.now).year, latest) + 1
    initial = {"year": year, "name": f"Budżet obywatelski {year}", "first_day": localtime(request.now).date()}
    earlier = Edition.objects.filter(imported=False).order_by("-year")[:_EARLIER]
    form = EditionForm(request.POST or None, initial=initial, earlier=earlier)

    def act() -> HttpResponse:
        begun = _begun(request, form)
        if begun.without_dates:
            said = f"Terminów nie ustawiono. {begun.without_dates} Wpisz je na stronie edycji."
            messages.warning(request, said)
        return done(
            request,
            _founded(begun.edition),
            page_of(begun.edition, "editions:settings", is_main=_is_main(request, begun.edition)),
        )

    answer = filled(request, form, act)
    context = {"title": "Nowa edycja", "form": form, "save": "Załóż edycję"}
    return answer or render(request, "editions/office/form.html", context)


def _is_main(request: AccountRequest, edition: Edition) -> bool:
    main = newest_edition(request.town)
    return main is not None and main.pk == edition.pk


def _founded(edition: Edition) -> str:
    unseen = " Mieszkańcy jeszcze jej nie widzą: pokażesz ją, gdy będzie gotowa." * edition.in_preparation
    return f"Edycja jest założona. Sprawdź zasady głosowania, pule i terminy.{unseen}"


def _begun(request: AccountRequest, form: EditionForm) -> Begun:
    if form.source is not None:
        return begin_by_copy(form.source, town=request.town, act=request.act, **form.values)
    if form.pattern is not None:
        given = form.cleaned_data
        return begin_by_pattern(
            form.pattern,
            given["amount"],
            given["first_day"],
            town=request.town,
            act=request.act,
            **form.values,
        )
    return begin_empty(town=request.town, act=request.act, **form.values)


@requires(Can.RUN_EDITION)
@with_edition
def settings(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The edition on one page."""
    open_now = [STAGE_NAMES[stage] for stage in Stage if stage in edition.schedule.open_stages(request.now)]
    context = {
        "title": "Edycja",
        "edition": edition,
        "open_now": open_now,
        "in_the_way": in_the_way(edition, request.now) if edition.in_preparation else "",
        "site": printed_site(edition),
        "places": edition.voting_places.all(),
        "picture": picture_of(list(edition.windows.all()), request.now),
        "risks": legal_risks(edition),
        "next_change": edition.schedule.next_change(request.now),
    }
    return render(request, "editions/office/settings.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def show(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Show an edition that was prepared to residents; first what is still to be decided, for it cannot be taken back."""
    if request.method != "POST":
        context = {
            "title": "Pokaż edycję mieszkańcom",
            "edition": edition,
            "risks": sum(not risk.accepted for risk in legal_risks(edition)),
            "windows": edition.windows.all(),
            "places": edition.voting_places.count(),
            "in_the_way": in_the_way(edition, request.now),
            "site": printed_site(edition),
        }
        return render(request, "editions/office/show.html", context)

    def act() -> None:
        showing.show(edition, act=request.act)

    return attempt(request, act, "Mieszkańcy widzą tę edycję.", "editions:settings")


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
        context: dict[str, Any] = {"title": "Pula"}
        if "przyklad" in request.POST:
            # A look at what the form says; nothing is kept, so nobody asks why.
            form.fields["reason"].required = False
            context |= {"form": form, "example": _example(form.filled()) if form.is_valid() else None}
            return render(request, "editions/office/pool.html", context)

        def act() -> None:
            actions.save_pool(form.filled(), act=request.act, reason=form.cleaned_data["reason"])

        return form_page(
            request,
            form,
            act,
            "Zapisano pulę.",
            "editions:settings",
            template="editions/office/pool.html",
            context=context,
        )


def _example(pool: Pool) -> dict[str, Any]:
    """What the pool's settings mean: sentences, and an invented list counted by them."""
    rule = pool.award_rule
    made = example(pool.amount, pool.ballot_rules, rule, pool.min_cost, pool.max_cost)
    return {
        "rows": [(row, reason(row.verdict)) for row in made.rows],
        "by_votes": not isinstance(rule, GreedyRule) or rule.order_by is OrderBy.VOTES,
        "said": [pool.rule_in_words, pool.award_in_words],
        "made": made,
    }
