"""The town's front page: where in the year we are, what can be done now, until when, what comes next."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from wibo.access.marks import anytime, public
from wibo.bulletin.models import Text
from wibo.editions.guards import current_edition, no_edition
from wibo.editions.map_pages import spots_map, with_tiles
from wibo.editions.models import Edition
from wibo.editions.presenting import answers
from wibo.home.headline import headline, stage_line
from wibo.home.neighbours import neighbours
from wibo.letters.gateways import passed_on
from wibo.letters.models import Letter
from wibo.memory import Memory
from wibo.results.models import Publication, TieNotice
from wibo.results.outcomes import outcomes
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.voting.cautions import Topic
from wibo.towns.language import in_chosen_language
from wibo.towns.models import Town
from wibo.towns.requests import TownRequest
from wibo.ui.maps import Spot
from wibo.ui.paging import paged
from wibo.ui.plurals import decimal
from wibo.voting.models import Envelope, Project

# Projects on the front page before there are winners.
_FEW = 6
# News on the front page.
_NEWEST = 3
# The anchor of places of voting on the page of rules.
_PLACES = "miejsca"
_handed_in: Memory[int] = Memory()
_ARMS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 46"><path d="M2 2h36v22c0 11-9 17-18 20C11 41 2 35 2 24z" '
    'fill="{colour}"/><circle cx="20" cy="20" r="8" fill="#fff"/></svg>'
)


@public
@anytime
@in_chosen_language
def front(request: TownRequest) -> HttpResponse:
    """The front page."""
    edition = current_edition(request)
    if edition is None:
        return no_edition(request)
    rows = Project.objects.filter(edition=edition) if edition.frozen_at else Project.objects.none()
    publication = Publication.objects.filter(edition=edition).select_related("edition__town").first()
    published = publication is not None
    context = {
        "title": _("Strona główna"),
        "edition": edition,
        "head": headline(edition, request.now, published=published),
        "stages": stage_line(edition, request.now),
        "voting": _voting_words(edition, request.now),
        "projects": rows.standing().with_faces().in_order()[:_FEW] if publication is None else [],
        "winners": _winners(publication) if publication is not None else [],
        "numbers": rows.numbers(),
        "turnout": _turnout_so_far(edition, request.now),
        "news": Text.objects.shown_at(edition).news()[:_NEWEST],
        "neighbours": neighbours(request.town, edition, request.now),
        "draw": _draw_to_come(edition) if edition.urn_opened_at and not published else None,
    }
    return render(request, "home/front.html", context)


def _winners(publication: Publication) -> list[Project]:
    """What will be built, list by list, the best result first."""
    found = outcomes(publication)
    keys = [key for key, outcome in found.items() if outcome.is_built]
    projects = Project.objects.filter(pk__in=keys).with_faces()
    return sorted(projects, key=lambda one: (one.pool.position, one.pool_id, found[one.pk].row.place, one.pk))


def _draw_to_come(edition: Edition) -> TieNotice | None:
    """A draw that is announced and not yet held."""
    notices = TieNotice.objects.current().filter(run__edition=edition, run__draw=None)
    first: TieNotice | None = notices.order_by("drawn_on").first()
    return first


def _turnout_so_far(edition: Edition, now: datetime) -> dict[str, object] | None:
    """Ballots handed in so far and their share of residents, where the rules make that public while voting lasts."""
    if not edition.voting.public_turnout or not edition.schedule.has_begun(Stage.VOTING, now):
        return None
    count = _handed_in.get(edition.pk, Envelope.objects.filter(edition=edition).handed_in().count)
    residents = edition.town.population
    return {"count": count, "share": decimal(count * 100 / residents) if residents else ""}


def _voting_words(edition: Edition, now: datetime) -> str:
    if edition.has_voted(now):
        return _("Projekty, na które głosowaliśmy")
    if edition.enables(Feature.VOTE, now):
        return _("Projekty, na które możesz zagłosować")
    return _("Projekty, na które zagłosujemy")


@public
@anytime
def arms(request: TownRequest) -> HttpResponse:
    """The coat of arms as an image; a plain shield in the town's colour where there is none."""
    return image_of(getattr(request, "town", None))


def image_of(town: Town | None) -> HttpResponse:
    """A town's arms, or the plain shield, as an answer that can do nothing but be looked at."""
    image = (town and town.arms) or _ARMS.format(colour=town.colour if town else "#15532b")
    response = HttpResponse(image, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@public
@anytime
@in_chosen_language
def rules(request: TownRequest) -> HttpResponse:
    """Rules and dates in plain words."""
    edition = current_edition(request)
    with translation.override("pl"):
        # Rules are Polish to the last word: half a sentence in another language is none.
        said = [] if edition is None else [words for topic in Topic for words in answers(edition, topic)]
    context: dict[str, Any] = {"title": _("Zasady i terminy"), "edition": edition, "voting_rules": said}
    if edition is None:
        return render(request, "home/rules.html", context)
    context |= {"places": edition.voting_places.all(), "map": _places_map(edition)}
    return with_tiles(render(request, "home/rules.html", context), edition)


def _places_map(edition: Edition) -> dict[str, Any] | None:
    spots = [
        Spot(one.place, f"{one.name}, {one.address}", f"#{_PLACES}")
        for one in edition.voting_places.all()
        if one.place
    ]
    return spots_map(edition, spots, _("Mapa miejsc głosowania")) if spots else None


@public
@anytime
def sent_letters(request: TownRequest) -> HttpResponse:
    """Letters of a demo or a rehearsal, since nobody gets them. Elsewhere the page does not exist."""
    if not (settings.DEMO or request.town.is_rehearsal):
        raise Http404
    page = paged(request, Letter.objects.order_by("-pk"), 10)
    return render(
        request,
        "home/letters.html",
        {"title": "Listy", "page": page, "passing": passed_on() if settings.DEMO else []},
    )
