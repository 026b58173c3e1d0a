"""How the service stands, on a page of each town."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wibo.access.marks import anytime, public
from wibo.editions.guards import current_edition
from wibo.service.models import Announcement
from wibo.service.standing import standing_of
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest


@public
@anytime
@in_chosen_language
def standing(request: TownRequest) -> HttpResponse:
    """What works now, what is announced."""
    context = {
        "title": _("Stan serwisu"),
        "standing": standing_of(current_edition(request), request.now),
        "to_come": Announcement.objects.to_come(request.now).filter(for_residents=True),
    }
    return render(request, "service/standing.html", context)
