"""The course of voting for the office: extension, stopping by two people, unusual things."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.ui.acting import attempt, form_page, reason_of
from wibo.voting.course.doing import pause_or_resume
from wibo.voting.course.extending import extend
from wibo.voting.course.forms import ExtensionForm, PauseForm
from wibo.voting.two_people.acts import confirm, propose
from wibo.voting.two_people.models import TwoPersonAct, TwoPersonKind
from wibo.voting.two_people.proposed import proposed
from wibo.voting.urn.models import Unusual

_KINDS = (TwoPersonKind.PAUSE, TwoPersonKind.RESUME)


@requires(Can.PAUSE_VOTING)
@with_edition
def course(request: AccountRequest, edition: Edition) -> HttpResponse:
    """How voting goes, and what can be done about it."""
    acts = TwoPersonAct.objects.filter(edition=edition, kind__in=_KINDS).select_related("first")
    act = acts.first()
    context = {
        "title": "Przebieg głosowania",
        "edition": edition,
        "act": act,
        "form": PauseForm(),
        "waiting": act is not None and act.is_waiting(request.now),
        "mine": act is not None and act.first_id == request.user.pk,
        "extends": request.user.can(Can.RUN_EDITION),
        "unusual": list(Unusual.objects.filter(edition=edition)[:100]),
    }
    return render(request, "voting/course/course.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def prolong(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Let voting last longer."""
    form = ExtensionForm(request.POST or None)

    def act() -> None:
        data = form.cleaned_data
        channels = [Channel(code) for code in data["channels"]]
        extend(edition, channels, form.until, data["reason"], act=request.act)

    windows = [window for window in edition.windows.all() if window.stage == Stage.VOTING]
    return form_page(
        request,
        form,
        act,
        "Głosowanie jest przedłużone. Powód widać na stronie głównej.",
        "voting:course",
        template="voting/course/extend.html",
        context={"title": "Przedłuż głosowanie", "windows": windows},
        field="last_minute",
    )


@requires(Can.PAUSE_VOTING)
@with_edition
@require_POST
def propose_pause(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The first person: stop, or go on."""
    form = PauseForm(request.POST)
    kind = TwoPersonKind.RESUME if edition.paused_at else TwoPersonKind.PAUSE
    return attempt(
        request,
        lambda: propose(edition, kind, reason=reason_of(form), user=request.user, at=request.now),
        "Wniosek jest zapisany. Teraz druga osoba ma 30 minut na potwierdzenie.",
        "voting:course",
    )


@requires(Can.PAUSE_VOTING)
@anytime
@require_POST
def confirm_pause(request: AccountRequest, pk: int) -> HttpResponse:
    """The second person."""
    act = proposed(pk, _KINDS)
    return attempt(
        request,
        lambda: confirm(act, user=request.user, at=request.now, do=pause_or_resume),
        "Zrobione. Widać to na stronie głównej i na stronie głosowania.",
        "voting:course",
    )
