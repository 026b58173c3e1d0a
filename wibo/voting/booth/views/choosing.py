"""One list of the ballot: choose, hand out points, see at once what is too much, or leave the list out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from wibo.access.marks import public
from wibo.editions.guards import as_of, during
from wibo.editions.models import Edition
from wibo.memory import beside
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.voting.ballots import VoteType
from wibo.towns.language import COOKIE, in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.holes import render_with_holes
from wibo.voting.ballot.lists import PoolList, lists_for, step_count
from wibo.voting.ballot.marking import LESS, MORE, from_form, given_by, is_kept, typed, with_one_more
from wibo.voting.ballot.models import Project
from wibo.voting.ballot.shortlist import listed
from wibo.voting.booth.binding import whose
from wibo.voting.booth.cookie import Booth, has_room, store
from wibo.voting.booth.faults import Mend, to_mend, to_mend_in
from wibo.voting.booth.views.inside import inside

# In the address: the choice is shown with what to mend in it.
CHECKED = "sprawdz"


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@inside
def choose(request: TownRequest, edition: Edition, booth: Booth, pool: int) -> HttpResponse:
    """One list: choose, or leave it out."""
    lists = lists_for(edition, booth.area)
    at = next((at for at, entry in enumerate(lists) if entry.pool.pk == pool), None)
    if at is None:
        return redirect("voting:start")
    if request.method == "POST":
        return _chosen(request, edition, booth, lists, at)
    entry = lists[at]
    marks = booth.marks.get(pool)
    mend = to_mend_in(entry, marks) if CHECKED in request.GET and marks is not None else None
    return _page(request, edition, booth, lists, at, given_by(entry, marks), mend)


def _chosen(
    request: TownRequest, edition: Edition, booth: Booth, lists: list[PoolList], at: int
) -> HttpResponse:
    """On to the next list; or back to this one, with what was given kept and what to mend in it."""
    entry, pool = lists[at], lists[at].pool.pk
    if "pomin" in request.POST and len(lists) > 1:
        booth.marks.pop(pool, None)
        return _onward(request, booth, lists, at)
    data, stepped = with_one_more(entry, request.POST)
    speaks = COOKIE in request.POST
    stays = bool(stepped) or speaks or "zostan" in request.POST
    mend = to_mend(entry, data)
    if mend is None and not stays:
        booth.marks[pool] = from_form(entry, data)
        return _onward(request, booth, lists, at)
    if not is_kept(entry, data):
        return _page(request, edition, booth, lists, at, typed(entry, data), mend)
    booth.marks[pool] = from_form(entry, data)
    booth.seen.discard(pool)
    if not has_room(booth):
        return _page(request, edition, booth, lists, at, typed(entry, data), mend)
    place = next((f"#p{project.pk}" for project in entry.projects if project.number == stepped), "")
    where = reverse("voting:choose", args=[pool])
    # With no place of its own in the page the browser would keep that of the page before.
    back = f"{where}{place}" if stepped or speaks else f"{where}?{CHECKED}=1{'#es' if mend else '#main'}"
    return store(redirect(back), booth, request.now)


def _onward(request: TownRequest, booth: Booth, lists: list[PoolList], at: int) -> HttpResponse:
    booth.seen.add(lists[at].pool.pk)
    later = lists[at + 1 :]
    target = redirect("voting:choose", later[0].pool.pk) if later else redirect("voting:review")
    return store(target, booth, request.now)


def _page(
    request: TownRequest,
    edition: Edition,
    booth: Booth,
    lists: list[PoolList],
    at: int,
    given: dict[str, Any],
    mend: Mend | None,
) -> HttpResponse:
    entry, aside = lists[at], set(listed(request))
    faulty = mend.project if mend else None

    def context() -> dict[str, Any]:
        return {
            "title": gettext("Wybierz projekty: {}").format(entry.pool.name),
            "entry": entry,
            "pool": entry.pool,
            "rule": entry.rule_in_words,
            "mend": mend,
            "has_errors": bool(mend),
            "choices": choices(entry, given, faulty),
            "given": sum(int(points) for points in given.values() if str(points).isdecimal()),
            "number": at + 1,
            "of": len(lists),
            "steps": step_count(edition),
            # Another language is chosen by sending the form, so that no choice is lost with it.
            "language_form": "choosing",
            "aside": [one for one in entry.standing if one.pk in aside],
            "categories": sorted({one.category for one in entry.standing if one.category}),
        }

    holes = {"whose": whose(booth)}
    if given or mend or aside:
        return render(request, "voting/booth/choose.html", {**context(), **holes})
    key = (edition.pk, *as_of(request), edition.strikes, booth.area, len(lists))
    return render_with_holes(request, "voting/booth/choose.html", context, holes, key)


def choices(entry: PoolList, given: dict[str, Any], faulty: int | None = None) -> str:
    """The list to choose from, as HTML; `faulty` is the project whose field is to be mended.

    An untouched one is the same for every voter: rendered once, then kept with the list, which goes when a project is
    struck out.
    """
    if given:
        return _rendered(entry, given, faulty)
    return beside(entry, f"untouched {get_language()}", lambda: _rendered(entry, given, None))


def _rendered(entry: PoolList, given: dict[str, Any], faulty: int | None) -> str:
    # A struck project is there only to be unmarked.
    rows = [
        (project, given.get(project.number, ""), _text_of(project, entry))
        for project in entry.projects
        if project.number in given or not project.struck_at
    ]
    context = {**_here(entry), "rows": rows, "less": LESS, "more": MORE, "faulty": faulty}
    return render_to_string("voting/booth/_choices.html", context)


def _here(entry: PoolList) -> dict[str, Any]:
    return {"pool": entry.pool, "field": _field_of(entry), "language": get_language()}


def _field_of(entry: PoolList) -> str:
    """What stands beside a project: a tick, points from a set, points to spread, or a place."""
    if entry.pool.point_set:
        return "set"
    if entry.pool.vote_type == VoteType.ORDINAL:
        return "place"
    return "points" if entry.pool.ballot_rules.takes_points else "tick"


def _text_of(project: Project, entry: PoolList) -> str:
    """A project's words in the booth: the same for every voter, so rendered once while a process remembers it."""

    def render() -> str:
        context = {**_here(entry), "project": project}
        return render_to_string("voting/booth/_choice_text.html", context)

    return beside(project, f"text {get_language()}", render)
