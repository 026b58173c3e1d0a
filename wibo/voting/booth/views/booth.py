"""The booth: your area, your choice, check, cast, receipt. Works without JavaScript."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access.marks import public
from wibo.access.refusal import Refused
from wibo.access.throttling import VOTERS_LETTERS
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.letters.gateways import NotSent
from wibo.letters.passing import pass_on
from wibo.memory import beside
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.voting.ballots import Marks, VoteType, fault
from wibo.rulebook.voting.reasons import Reason
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import done, filled
from wibo.voting.ballot.lists import PoolList, lists_for, step_count
from wibo.voting.ballot.marking import from_form, typed
from wibo.voting.ballot.models import Project
from wibo.voting.booth.binding import SHOWN, WHOSE, attempt, is_same, shown, whose
from wibo.voting.booth.casting import AlreadyCast, cast
from wibo.voting.booth.cookie import Booth, has_expired, load, store
from wibo.voting.booth.forms import AREA_QUESTIONS, AreaChoiceForm, ReceiptMailForm
from wibo.voting.booth.views.language import in_chosen_language
from wibo.voting.urn.watching import note_place

EXPIRED = _("Minęła godzina i trzeba podać dane jeszcze raz. Twoje wybory są zachowane.")
View = Callable[..., HttpResponse]
FAULTS = {
    Reason.NO_CHOICE: _("Nic nie jest wybrane. Wybierz co najmniej jeden projekt albo pomiń tę listę."),
    Reason.TOO_MANY: _("Wybrano za dużo projektów. Odznacz te, na których mniej ci zależy."),
    Reason.TOO_FEW: _("Wybrano za mało projektów. Zaznacz jeszcze inne."),
    Reason.OVER_COST: _("Wybrane projekty kosztują razem za dużo. Odznacz któryś."),
    Reason.WRONG_POINTS: _("Punkty się nie zgadzają. Sprawdź, ile jest do rozdania, i popraw."),
}


def inside(view: View) -> View:
    """Let in only who has passed the first step; others start anew."""

    @wraps(view)
    def entered(request: TownRequest, edition: Edition, *args: Any, **kwargs: Any) -> HttpResponse:
        booth = load(request, edition.pk, request.now)
        if booth is None or not booth.is_known:
            if has_expired(request, edition.pk, request.now):
                messages.info(request, str(EXPIRED), extra_tags="info")
                return redirect("voting:identify")
            return redirect("voting:start")
        if request.method == "POST" and not is_same(request.POST.get(WHOSE, ""), whose(booth)):
            return _someone_else(request)
        return view(request, edition, booth, *args, **kwargs)

    return entered


def _someone_else(request: TownRequest) -> HttpResponse:
    """The page that was sent belongs to another person, or to an earlier entrance: nothing is done, nothing shown."""
    title = gettext("W tej przeglądarce głosuje teraz ktoś inny")
    return render(request, "voting/booth/someone_else.html", {"title": title}, status=409)


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


def _step(lists: list[PoolList], pool: int) -> int | None:
    return next((at for at, entry in enumerate(lists) if entry.pool.pk == pool), None)


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@inside
def choose(request: TownRequest, edition: Edition, booth: Booth, pool: int) -> HttpResponse:
    """One list: choose, or leave it out."""
    lists = lists_for(edition, booth.area)
    at = _step(lists, pool)
    if at is None:
        return redirect("voting:start")
    entry = lists[at]
    error, given = "", _given(entry, booth.marks.get(pool))
    if request.method == "POST":
        skipped = "pomin" in request.POST and len(lists) > 1
        given = {} if skipped else typed(entry, request.POST)
        error = "" if skipped else _error(entry, request.POST)
        if not error:
            booth.marks.pop(pool, None)
            if not skipped:
                booth.marks[pool] = from_form(entry, request.POST)
            booth.seen.add(pool)
            later = lists[at + 1 :]
            target = redirect("voting:choose", later[0].pool.pk) if later else redirect("voting:review")
            return store(target, booth, request.now)
    context = {
        "title": gettext("Wybierz projekty: {}").format(entry.pool.name),
        "entry": entry,
        "pool": entry.pool,
        "error": error,
        "has_errors": bool(error),
        "choices": choices(entry, given),
        "number": at + 1,
        "of": len(lists),
        "steps": step_count(edition),
        "whose": whose(booth),
        "categories": sorted({one.category for one in entry.standing if one.category}),
    }
    return render(request, "voting/booth/choose.html", context)


def _error(entry: PoolList, data: Any) -> str:
    """What to mend on the list, in words; empty when it may be cast."""
    try:
        found = fault(from_form(entry, data), entry.rule.rules, entry.rule.costs)
    except Refused as refused:
        return refused.message
    return str(FAULTS.get(found, _("Ten wybór łamie zasady. Popraw go."))) if found else ""


def choices(entry: PoolList, given: dict[str, Any]) -> str:
    """The list to choose from, as HTML. An untouched one is the same for every voter: rendered once, then kept
    with the list, which goes when a project is struck out.
    """
    if given:
        return _rendered(entry, given)
    return beside(entry, f"untouched {get_language()}", lambda: _rendered(entry, given))


def _rendered(entry: PoolList, given: dict[str, Any]) -> str:
    # A struck project is there only to be unmarked.
    rows = [
        (project, given.get(project.number, ""), _text_of(project))
        for project in entry.projects
        if project.number in given or not project.struck_at
    ]
    points = entry.pool.vote_type in ("cumulative", "scoring", "ordinal")
    return render_to_string(
        "voting/booth/_choices.html", {"rows": rows, "pool": entry.pool, "points": points}
    )


def _text_of(project: Project) -> str:
    """A project's words in the booth: the same for every voter, so rendered once while a process remembers it."""

    def render() -> str:
        return render_to_string("voting/booth/_choice_text.html", {"project": project})

    return beside(project, f"text {get_language()}", render)


def _given(entry: PoolList, marks: Marks | None) -> dict[str, Any]:
    """What stored marks say of each project: True, points or a place."""
    if marks is None:
        return {}
    if marks.points:
        return dict(zip(marks.projects, marks.points, strict=True))
    if entry.pool.vote_type == VoteType.ORDINAL:
        return {number: at for at, number in enumerate(marks.projects, start=1)}
    return dict.fromkeys(marks.projects, True)


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
        given = _given(entry, booth.marks.get(entry.pool.pk))
        rows = [(project, given[project.number]) for project in entry.projects if project.number in given]
        if entry.pool.vote_type == VoteType.ORDINAL:
            rows.sort(key=lambda row: row[1])
        chosen.append((entry, rows, sum(project.cost for project, _ in rows)))
    context = {
        "title": gettext("Sprawdź swój głos"),
        "chosen": chosen,
        "error": error,
        "has_errors": bool(error),
        "steps": step_count(edition),
        "whose": whose(booth),
        "shown": shown(edition, booth, lists),
    }
    return render(request, "voting/booth/review.html", context)


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
    context = {
        "title": gettext("Głos przyjęty"),
        "receipt": booth.receipt,
        "edition": edition,
        "form": ReceiptMailForm(),
        "assisted": booth.assisted,
    }
    return render(request, "voting/booth/receipt.html", context)


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
    if answer is not None:
        return answer
    context = {
        "title": gettext("Głos przyjęty"),
        "receipt": booth.receipt,
        "edition": edition,
        "form": form,
        "assisted": booth.assisted,
    }
    return render(request, "voting/booth/receipt.html", context)


def _mail_receipt(request: TownRequest, email: str, receipt: str) -> None:
    VOTERS_LETTERS.take(visitor(request))
    address = request.build_absolute_uri(reverse("voting:check-receipt"))
    try:
        pass_on("receipt", town=request.town, to=email, receipt=receipt, address=address)
    except NotSent as error:
        raise Refused(gettext("Nie udało się wysłać. Sprawdź adres albo przepisz kod.")) from error
