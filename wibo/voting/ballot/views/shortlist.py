"""The page that compares what was put aside, and the act that puts aside or takes back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, public
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.converters import row_key
from wibo.ui.plurals import counted
from wibo.voting.ballot.shortlist import MOST, keep, listed, projects_of


@public
@with_edition
@in_chosen_language
def compare(request: TownRequest, edition: Edition) -> HttpResponse:
    """The projects that were put aside, beside each other."""
    context = {
        "title": gettext("Do porównania"),
        "edition": edition,
        "projects": projects_of(request, edition.pk),
    }
    return render(request, "voting/ballot/compare.html", context)


@csrf_exempt
@public
@anytime
@in_chosen_language
@require_POST
def change(request: TownRequest) -> HttpResponse:
    """Put a project aside or take it back; without a project empty the list. Then to where the button stood.

    No form token: all that can be done is to fill the browser's own list, which decides nothing.
    """
    if not _is_ours(request):
        return redirect("voting:compare")
    key = row_key(request.POST.get("projekt", ""))
    keys = [one for one in listed(request) if one != key] if key else []
    if key and "dodaj" in request.POST:
        _say(request, len(keys))
        keys = [*keys, key][:MOST]
    back = request.POST.get("skad", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    target = f"{back}#projekt-{key}" if key else back
    return keep(redirect(target if here and back.startswith("/") else "voting:compare"), keys)


def _is_ours(request: TownRequest) -> bool:
    """Whether a page of this site has sent the form, as browsers say: no other site puts a project before a voter."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _say(request: TownRequest, before: int) -> None:
    if before >= MOST:
        messages.warning(request, gettext("Lista do porównania jest pełna. Zdejmij z niej któryś projekt."))
    else:
        said = gettext("Odłożono. Do porównania czeka {count}.")
        messages.success(request, said.format(count=counted(before + 1, "projekt,projekty,projektów")))
