"""Published results, and draws that are announced."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from wibo.access.marks import anytime, public
from wibo.results.comparing import changes
from wibo.results.models import Addition, CountRun, TieDraw, TieNotice
from wibo.results.presenting import of_run
from wibo.results.published import all_published, published
from wibo.results.runs import former_runs, published_runs
from wibo.results.statistics import turnout
from wibo.rulebook.award.lots import digest
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.paging import paged
from wibo.wording.award import DRAW


@public
@anytime
@in_chosen_language
def result_list(request: TownRequest) -> HttpResponse:
    """Editions whose results are public, newest first."""
    return render(
        request,
        "results/list.html",
        {
            "title": gettext("Wyniki"),
            "page": paged(request, all_published()),
            "drawn": TieNotice.objects.exists(),
        },
    )


@public
@anytime
@in_chosen_language
def result(request: TownRequest, pk: int) -> HttpResponse:
    """One edition's result: winners, the pool filling up, and how it was counted."""
    publication = published(pk)
    edition = publication.edition
    runs = published_runs(publication)
    former = former_runs(publication)
    pools = [of_run(run) for run in runs]
    others = CountRun.objects.filter(pk__in=publication.runs, alternatives__isnull=False)
    context = {
        "title": gettext("Wyniki"),
        "edition": edition,
        "publication": publication,
        "public_data": True,
        "pools": pools,
        "winners": sum(pool.winners for pool in pools),
        "turnout": turnout(edition).for_everyone(),
        "draws": TieDraw.objects.filter(run__edition=edition).select_related("run__pool"),
        "additions": Addition.objects.filter(edition=edition).select_related("project"),
        "changed": [
            (run, said)
            for run in runs
            if run.pool_id in former and (said := changes(former[run.pool_id], run))
        ],
        "others": others.select_related("pool", "alternatives").order_by("pool__position", "pool_id")
        if publication.shows_alternatives
        else [],
    }
    return render(request, "results/result.html", context)


@public
@anytime
@in_chosen_language
def draws(request: TownRequest) -> HttpResponse:
    """Draws of ties: announced ones with the projects and the method, held ones with what was drawn."""
    rows = TieNotice.objects.select_related("run__pool", "run__edition", "run__draw").order_by(
        "-drawn_on", "-pk"
    )
    page = paged(request, rows, 20)
    context = {
        "title": gettext("Losowania"),
        "page": page,
        "method": DRAW,
        "held": [_held(notice) for notice in page],
        "current": set(TieNotice.objects.current().values_list("pk", flat=True)),
    }
    return render(request, "results/draws.html", context)


def _held(notice: TieNotice) -> tuple[TieNotice, TieDraw | None, list[tuple[str, str]]]:
    """A notice with its draw, and each project with the digest that ordered it."""
    draw: TieDraw | None = getattr(notice.run, "draw", None)
    if draw is None or not draw.seed:
        return notice, draw, []
    return notice, draw, [(number, digest(draw.seed, number)) for number in draw.order]
