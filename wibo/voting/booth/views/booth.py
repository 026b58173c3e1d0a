"""The booth around the choice: your area, check, cast, receipt. Works without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access.marks import public
from wibo.access.refusal import Refused
from wibo.access.throttling import VOTERS_LETTERS
from wibo.editions.guards import as_of, during, with_edition
from wibo.editions.models import Edition
from wibo.letters.gateways import NotSent
from wibo.letters.passing import pass_on
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.voting.ballots import VoteType
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import done, filled
from wibo.ui.holes import render_with_holes
from wibo.ui.templatetags.ui import groups
from wibo.voting.ballot.lists import PoolList, asks_area, lists_for, step_count
from wibo.voting.ballot.marking import given_by
from wibo.voting.ballot.models import Project
from wibo.voting.booth.binding import SHOWN, attempt, is_same, shown, whose
from wibo.voting.booth.casting import AlreadyCast, NotAccepted, cast
from wibo.voting.booth.cookie import Booth, load, store
from wibo.voting.booth.forms import AREA_QUESTIONS, AreaChoiceForm, ReceiptMailForm
from wibo.voting.booth.views.inside import inside
from wibo.voting.urn.watching import note_place


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@inside
def area(request: TownRequest, edition: Edition, booth: Booth) -> HttpResponse:
    """Whose list you get, when areas have lists of their own. Choices on lists that remain are kept."""
    initial = {"area": str(booth.area)} if booth.area else None
    form = AreaChoiceForm(request.POST or None, edition=edition, initial=initial)
    if request.method == "POST" and form.is_valid():
        booth.area = int(form.cleaned_data["area"])
        lists = lists_for(edition, booth.area)
        booth.marks = {e.pool.pk: booth.marks[e.pool.pk] for e in lists if e.pool.pk in booth.marks}
        return store(redirect("voting:choose", lists[0].pool.pk), booth, request.now)
    context = {
        "title": AREA_QUESTIONS[edition.voting.area_rule],
        "form": form,
        "steps": step_count(edition),
        "rule": edition.voting.area_rule,
        "whose": whose(booth),
    }
    return render(request, "voting/booth/area.html", context)


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@inside
def review(request: TownRequest, edition: Edition, booth: Booth) -> HttpResponse:
    """Check your vote before casting it."""
    return _review(request, edition, booth, "")


def _review(request: TownRequest, edition: Edition, booth: Booth, error: str) -> HttpResponse:
    lists = lists_for(edition, booth.area)
    missing = next((entry for entry in lists if entry.pool.pk not in booth.seen), None)
    if missing and not error:
        return redirect("voting:choose", missing.pool.pk)
    chosen = []
    for entry in lists:
        given = given_by(entry, booth.marks.get(entry.pool.pk))
        rows = [(project, given[project.number]) for project in entry.projects if project.number in given]
        if entry.pool.vote_type == VoteType.ORDINAL:
            rows.sort(key=lambda row: row[1])
        chosen.append((entry, rows, sum(project.cost for project, _ in rows), _points_left(entry, rows)))
    own = {"chosen": chosen, "area": _area_of(lists, booth), "asks_area": asks_area(edition)}

    def context() -> dict[str, Any]:
        return {
            "title": gettext("Sprawdź swój głos"),
            "error": error,
            "has_errors": bool(error),
            "steps": step_count(edition),
        }

    holes = {
        "chosen": render_to_string("voting/booth/_chosen.html", own),
        "whose": whose(booth),
        "shown": shown(edition, booth, lists),
    }
    return render_with_holes(
        request, "voting/booth/review.html", context, holes, (edition.pk, *as_of(request))
    )


def _points_left(entry: PoolList, rows: list[tuple[Project, Any]]) -> tuple[int, int, int] | None:
    """Points given, to give and left, where the list has a sum of them and anything was given."""
    most = entry.pool.ballot_rules.max_sum_points
    if not most or not rows or not entry.pool.ballot_rules.takes_points:
        return None
    given = sum(points for _, points in rows)
    return given, most, most - given


def _area_of(lists: list[PoolList], booth: Booth) -> str:
    """The name of the area whose list the voter has; empty where nobody is asked."""
    return next((entry.pool.area.name for entry in lists if booth.area and entry.pool.area), "")


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@require_POST
@inside
def submit(request: TownRequest, edition: Edition, booth: Booth) -> HttpResponse:
    """Cast: the one POST that counts, and only the vote that its page showed. Then the cookie holds the receipt alone."""
    lists = lists_for(edition, booth.area)
    if any(entry.pool.pk not in booth.seen for entry in lists):
        return redirect("voting:review")
    if not is_same(request.POST.get(SHOWN, ""), shown(edition, booth, lists)):
        return _review(request, edition, booth, _what_changed(lists, booth))
    try:
        receipt = cast(
            edition, booth.known, booth.area, booth.marks, idempotency_key=attempt(booth), now=request.now
        ).receipt
        note_place(edition, visitor(request), at=request.now)
    except AlreadyCast as already:
        # The page shows the receipt of what is in the urn, and says that it is not what was sent now.
        messages.warning(request, already.message)
        receipt = already.receipt
    except NotAccepted:
        return redirect("voting:not-accepted")
    except Refused as refused:
        return _review(request, edition, booth, refused.message)
    done = Booth(edition.pk, receipt=receipt, assisted=booth.assisted, fullest=booth.fullest)
    return store(redirect("voting:receipt"), done, request.now)


def _what_changed(lists: list[PoolList], booth: Booth) -> str:
    """Why the review is shown again, as far as it can be told."""
    marked = {number for marks in booth.marks.values() for number in marks.projects}
    struck = [p.number for entry in lists for p in entry.projects if p.struck_at and p.number in marked]
    if struck:
        words = gettext(
            "W czasie głosowania skreślono projekt, który wybrano: nr {}. Możesz zmienić wybór albo oddać głos tak, jak jest."
        )
        return words.format(", ".join(struck))
    return gettext(
        "Strona, z której wysłano głos, pokazywała inne wybory niż te poniżej. Sprawdź je i dopiero wtedy oddaj głos."
    )


@public
@with_edition
@never_cache
@in_chosen_language
def receipt(request: TownRequest, edition: Edition) -> HttpResponse:
    """The receipt, to be written down or printed, and what happens next."""
    booth = load(request, edition.pk, request.now)
    if booth is None or not booth.receipt:
        return redirect("voting:start")
    return _receipt_page(request, edition, booth, None)


def _receipt_page(
    request: TownRequest, edition: Edition, booth: Booth, form: ReceiptMailForm | None
) -> HttpResponse:
    def context() -> dict[str, Any]:
        return {
            "title": gettext("Głos przyjęty"),
            "edition": edition,
            "form": form or ReceiptMailForm(),
            "assisted": booth.assisted,
        }

    holes, key = {"receipt": groups(booth.receipt)}, (edition.pk, *as_of(request), booth.assisted)
    return render_with_holes(request, "voting/booth/receipt.html", context, holes, key)


@public
@with_edition
@never_cache
@in_chosen_language
@require_POST
@sensitive_post_parameters()
def mail_receipt(request: TownRequest, edition: Edition) -> HttpResponse:
    """Send the receipt's code, without any choice, to an address that is not kept."""
    booth = load(request, edition.pk, request.now)
    if booth is None or not booth.receipt:
        return redirect("voting:start")
    form = ReceiptMailForm(request.POST)
    receipt = booth.receipt

    def act() -> HttpResponse:
        _mail_receipt(request, form.cleaned_data["email"], receipt)
        return done(request, gettext("Wysłaliśmy kod. Adresu nie zapisaliśmy."), "voting:receipt")

    answer = filled(request, form, act, field="email")
    return answer or _receipt_page(request, edition, booth, form)


def _mail_receipt(request: TownRequest, email: str, receipt: str) -> None:
    VOTERS_LETTERS.take(visitor(request))
    address = request.build_absolute_uri(reverse("voting:check-receipt"))
    try:
        pass_on("receipt", town=request.town, to=email, receipt=receipt, address=address)
    except NotSent as error:
        raise Refused(gettext("Nie udało się wysłać. Sprawdź adres albo przepisz kod.")) from error
