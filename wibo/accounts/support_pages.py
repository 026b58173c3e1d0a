"""Where the town lets the operator look, and the door by which they come."""

from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.accounts import support
from wibo.accounts.models import SupportSession
from wibo.accounts.requests import AccountRequest
from wibo.accounts.signing import note_session
from wibo.accounts.support_forms import SupportForm
from wibo.towns.requests import TownRequest
from wibo.ui.acting import attempt, done, filled

# Sessions of before that are shown.
_EARLIER = 10


@requires(Can.MANAGE_OFFICIALS)
@anytime
def sessions(request: AccountRequest) -> HttpResponse:
    """The session that lasts, those of before, and the form that opens one."""
    form = SupportForm(request.POST or None)

    def act() -> HttpResponse:
        given = form.cleaned_data
        support.open_support(request.town, given["hours"], given["reason"], act=request.act)
        return done(request, "Operator może teraz patrzeć, ale niczego nie zmieni.", "accounts:support")

    answer = filled(request, form, act)
    if answer is not None:
        return answer
    context = {
        "title": "Wsparcie operatora",
        "form": form,
        "session": support.session_of(request.town, request.now),
        "earlier": SupportSession.objects.exclude(ended_at=None)[:_EARLIER],
    }
    return render(request, "accounts/support.html", context)


@requires(Can.MANAGE_OFFICIALS)
@anytime
@require_POST
def end(request: AccountRequest, pk: int) -> HttpResponse:
    """End it before its time."""
    found = get_object_or_404(SupportSession.objects.select_related("town"), pk=pk)

    def act() -> None:
        support.end_support(found, act=request.act)

    return attempt(request, act, "Operator nie ma już dostępu.", "accounts:support")


@public
@anytime
def door(request: TownRequest, word: str) -> HttpResponse:
    """Come in by a word that the console has made; it holds as long as the session does."""
    try:
        user, session = support.let_in(word, request.town, request.now)
    except support.NoEntry as error:
        raise Http404 from error
    login(request, user, backend="wibo.accounts.backend.TownBackend")
    # A moment, not seconds: those would begin anew with each page.
    request.session.set_expiry(session.until)
    request.session[support.SESSION] = session.pk
    note_session(request, user, request.now)
    return redirect("home:desk")
