"""Published results."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, public
from wibo.editions.models import Edition
from wibo.results.actions.counting import latest_runs
from wibo.results.models import Publication, TieDraw
from wibo.results.presenting import of_run
from wibo.results.statistics import turnout
from wibo.towns.requests import TownRequest
from wibo.ui.paging import paged


@public
@anytime
def result_list(request: TownRequest) -> HttpResponse:
    """Editions whose results are public, newest first."""
    rows = Publication.objects.select_related("edition").order_by("-edition__year", "-pk")
    return render(request, "results/list.html", {"title": "Wyniki", "page": paged(request, rows)})


@public
@anytime
def result(request: TownRequest, pk: int) -> HttpResponse:
    """One edition's result: winners, the pool filling up, and how it was counted."""
    edition = get_object_or_404(Edition.objects.select_related("town"), pk=pk)
    publication = Publication.objects.filter(edition=edition).first()
    if publication is None:
        raise Http404
    pools = [of_run(run) for run in latest_runs(edition)]
    context = {
        "title": "Wyniki",
        "edition": edition,
        "publication": publication,
        "public_data": True,
        "pools": pools,
        "winners": sum(pool.winners for pool in pools),
        "turnout": turnout(edition).for_everyone(),
        "draws": TieDraw.objects.filter(run__edition=edition).select_related("run__pool"),
    }
    return render(request, "results/result.html", context)
