"""Making verdicts known, and giving cards to people."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, make_aware
from django.views.decorators.http import require_POST

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Category, Edition
from wibo.evaluation import announcing, assigning
from wibo.evaluation.forms.settings import AnnounceForm
from wibo.evaluation.judging import giving
from wibo.evaluation.models import Unit
from wibo.evaluation.models.cards import CardKind
from wibo.evaluation.queues import Filters, queue
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal
from wibo.rulebook.spelling.polish import counted
from wibo.ui.acting import attempt, form_page
from wibo.ui.converters import row_keys
from wibo.ui.paging import paged
from wibo.ui.seen import refuse_unseen, seen

_PROPOSALS = ("wniosku", "wniosków", "wniosków")


@requires(Can.RUN_EDITION)
@with_edition
def announcement(request: AccountRequest, edition: Edition) -> HttpResponse:
    """What is judged and not announced, and when it will be; setting the day."""
    set_for = localtime(edition.announce_at) if edition.announce_at else None
    initial = {"day": set_for.date(), "hour": set_for.time()} if set_for else {}
    form = AnnounceForm(request.POST or None, initial=initial)

    def act() -> None:
        moment = make_aware(datetime.combine(form.cleaned_data["day"], form.cleaned_data["hour"]))
        if moment <= request.now:
            raise Refused("Ten czas już minął. Wybierz późniejszy albo ogłoś decyzje teraz.", "day")
        announcing.set_announcement(edition, moment, user=request.user)

    rows: Any = announcing.waiting(edition)
    page = paged(request, rows, 100)
    return form_page(
        request,
        form,
        act,
        "Dzień ogłoszenia jest zapisany.",
        "evaluation:announcement",
        template="evaluation/announcement.html",
        context={
            "title": "Ogłoszenie decyzji",
            "edition": edition,
            "page": page,
            "rows": [(one, announcing.verdict_of(one)) for one in page],
            "shown": seen(*announcing.shown_waiting(edition)),
        },
    )


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def announce(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Announce the verdicts that were ticked, or all."""
    rows: Any = announcing.waiting(edition)
    if "wszystkie" not in request.POST:
        rows = rows.filter(pk__in=row_keys(request.POST.getlist("wniosek")))

    def act() -> str:
        refuse_unseen(request, *announcing.shown_waiting(edition))
        posted = Letter.objects.to_post().count()
        count = announcing.announce_all(rows, user=request.user, at=request.now)
        if not count:
            raise Refused("Zaznacz wnioski, których decyzje mają być ogłoszone.")
        by_post = Letter.objects.to_post().count() - posted
        on_paper = f" Do wysłania pocztą: {by_post}." if by_post else ""
        return f"Ogłoszono decyzje w sprawie {counted(count, *_PROPOSALS)}. Autorzy dostaną listy.{on_paper}"

    return attempt(request, act, "", "evaluation:announcement")


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def forget_day(request: AccountRequest, edition: Edition) -> HttpResponse:
    """No day: a person announces."""

    def act() -> None:
        announcing.set_announcement(edition, None, user=request.user)

    return attempt(request, act, "Dzień ogłoszenia jest usunięty.", "evaluation:announcement")


@requires(Can.RUN_EDITION)
@with_edition
def assignment(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Whose each card is; giving many to one person at once, by pool, category or one by one."""
    kind = request.GET.get("karta", CardKind.FORMAL.value)
    kind = kind if kind in CardKind.values else CardKind.FORMAL.value
    filters = Filters.of(request.GET)
    rows = queue(edition, kind, filters, request.user, localtime(request.now).date())
    people = User.objects.holding(giving(edition, kind))
    units = list(Unit.objects.filter(is_on=True))
    if request.method == "POST":
        return _assign(request, rows, kind, [*people, *units])
    page = paged(request, rows, 100)
    owners = assigning.owners(list(page), kind)
    context = {
        "title": "Przydział wniosków",
        "kind": kind,
        "kinds": CardKind.choices,
        "page": page,
        "rows": [(one, owners.get(one.pk)) for one in page],
        "people": people,
        "units": units,
        "areas": edition.areas.all(),
        "filters": filters,
        "pools": edition.pools.all(),
        "categories": Category.objects.filter(edition=edition),
    }
    return render(request, "evaluation/assignment.html", context)


def _code(one: User | Unit) -> str:
    return f"jednostka-{one.pk}" if isinstance(one, Unit) else str(one.pk)


def _assign(request: AccountRequest, rows: Any, kind: str, whom: list[User | Unit]) -> HttpResponse:
    to = next((one for one in whom if _code(one) == request.POST.get("komu", "")), None)
    keys = row_keys(request.POST.getlist("wniosek"))
    chosen = rows if "wszystkie" in request.POST else rows.filter(pk__in=keys)
    found: list[Proposal] = list(chosen.select_related("edition__town", "pool", "author"))
    if to is None or not found:
        messages.error(request, "Wybierz osobę i zaznacz wnioski.", extra_tags="danger")
        return redirect(request.get_full_path())
    given, barred = assigning.assign(found, kind, to, act=request.act)
    if given:
        messages.success(request, f"{to} ocenia {counted(given, 'wniosek', 'wnioski', 'wniosków')}.")
    if barred:
        told = ", ".join(barred)
        which = "wniosku" if len(barred) == 1 else "wniosków"
        messages.warning(request, f"{to} nie może oceniać {which} nr {told}: bez przydziału.")
    return redirect(request.get_full_path())
