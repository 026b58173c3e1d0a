"""What the operator tells all towns."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.service import actions
from wibo.service.forms import AnnouncementForm
from wibo.service.models import Announcement
from wibo.service.requests import OperatorRequest
from wibo.ui.acting import attempt, done, filled
from wibo.ui.paging import paged

# A form begins with so long a time.
_USUAL = timedelta(days=2)


@requires(Can.OPERATE_SERVICE)
@anytime
def announcements(request: OperatorRequest) -> HttpResponse:
    """Those of now, of before and to come, and the form of one more."""
    now = localtime(request.now)
    initial = {"shown_from": now, "shown_until": now + _USUAL}
    form = AnnouncementForm(request.POST or None, initial=initial)

    def act() -> HttpResponse:
        actions.announce(form.cleaned_data, act=request.act)
        return done(request, "Ogłoszenie jest zapisane.", "console:announcements")

    answer = filled(request, form, act)
    if answer is not None:
        return answer
    page = paged(request, Announcement.objects.order_by("-shown_from", "-pk"), 20)
    context = {"title": "Ogłoszenia", "form": form, "page": page, "now": request.now}
    return render(request, "service/console/announcements.html", context)


@requires(Can.OPERATE_SERVICE)
@anytime
@require_POST
def withdraw(request: OperatorRequest, pk: int) -> HttpResponse:
    """Take one off every page."""
    found = get_object_or_404(Announcement, pk=pk)
    return attempt(
        request,
        lambda: actions.withdraw_announcement(found, act=request.act),
        "Ogłoszenia nie ma już na żadnej stronie.",
        "console:announcements",
    )
