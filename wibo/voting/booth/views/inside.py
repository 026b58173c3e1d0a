"""Who may see the booth's pages: those who have said who they are, in the browser in which they said it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.towns.requests import TownRequest
from wibo.voting.booth.binding import WHOSE, is_same, whose
from wibo.voting.booth.cookie import has_expired, load, was_shut

EXPIRED = _("Minęła godzina i trzeba podać dane jeszcze raz. Twoje wybory są zachowane.")
BEGUN = _(
    "Głosowanie zaczęto od początku. Podaj dane jeszcze raz. Wcześniejsze wybory są zachowane, ale bez zaznaczeń z ostatniej strony."
)
View = Callable[..., HttpResponse]


def inside(view: View) -> View:
    """Let in only who has passed the first step; others start anew."""

    @wraps(view)
    def entered(request: TownRequest, edition: Edition, *args: Any, **kwargs: Any) -> HttpResponse:
        booth = load(request, edition.pk, request.now)
        if booth is None or not booth.is_known:
            if has_expired(request, edition.pk, request.now):
                said = BEGUN if was_shut(request, edition.pk) else EXPIRED
                messages.info(request, str(said), extra_tags="info")
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
