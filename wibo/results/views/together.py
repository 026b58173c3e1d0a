"""Decisions of two people: what waits for a second one, exactly what will be done, and the confirmation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.actions.publishing import refuse_no_winner, strike_winner
from wibo.results.forms import LostWinnerForm
from wibo.results.models import Publication
from wibo.results.runs import published_runs
from wibo.ui.acting import attempt, form_page
from wibo.ui.paging import paged
from wibo.ui.seen import refuse_unseen, seen
from wibo.voting.course.doing import DOING
from wibo.voting.electorate.desk_forms import SamePersonForm
from wibo.voting.electorate.mending import refuse_other_person
from wibo.voting.electorate.voters import by_pesel
from wibo.voting.models import Project, TwoPersonAct, TwoPersonKind
from wibo.voting.two_people.acts import NEEDED, confirm, drop, propose
from wibo.voting.two_people.proposed import proposed

_DOING = {**DOING, TwoPersonKind.LOST_WINNER: strike_winner}


@requires(Can.COUNT_PAPERS)
@with_edition
def acts(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The list: what waits first, then what was done."""
    rows = TwoPersonAct.objects.filter(edition=edition, kind__in=list(_DOING)).select_related(
        "first", "second"
    )
    waiting = [
        (act, seen(act.pk, act.told, act.reason), act.first_id == request.user.pk, _may(request, act))
        for act in rows.filter(second=None)
        if act.is_waiting(request.now)
    ]
    context = {
        "title": "Decyzje dwóch osób",
        "waiting": waiting,
        "same_person": SamePersonForm(),
        "page": paged(request, rows.exclude(second=None, failure=""), 20),
    }
    return render(request, "results/office/together.html", context)


def _may(request: AccountRequest, act: TwoPersonAct) -> bool:
    return bool(request.user.can(NEEDED[TwoPersonKind(act.kind)]))


@requires(Can.OPEN_URN)
@with_edition
def lose_winner(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The first person: a winner of the final result cannot be carried out."""
    publication = get_object_or_404(Publication, edition=edition)
    won = [number for run in published_runs(publication) for number in run.funded]
    gone = {row[0] for row in publication.lost}
    winners = Project.objects.filter(edition=edition, number__in=set(won) - gone).in_order()
    form = LostWinnerForm(request.POST or None, winners=winners)

    def act() -> None:
        project, reason = form.cleaned_data["project"], form.cleaned_data["reason"]
        refuse_no_winner(publication, project.number)
        propose(
            edition,
            TwoPersonKind.LOST_WINNER,
            reason=reason,
            user=request.user,
            at=request.now,
            told=f"projekt nr {project.number}, {project.title}",
            content={"number": project.number},
        )

    note = "Wynik głosowania zostaje, jaki był. Przy projekcie stanie publicznie, że nie zostanie wykonany i dlaczego."
    return form_page(
        request,
        form,
        act,
        "Zapisano. Druga osoba ma 30 minut na potwierdzenie.",
        "results:together",
        template="results/office/money.html",
        context={"title": "Zwycięzca, którego nie da się wykonać", "note": note},
    )


@requires(Can.COUNT_PAPERS)
@anytime
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def confirm_act(request: AccountRequest, pk: int) -> HttpResponse:
    """The second person."""
    act = proposed(pk, _DOING)

    def do() -> None:
        refuse_unseen(request, act.pk, act.told, act.reason)
        if act.kind == TwoPersonKind.MEND_VOTER:
            typed = request.POST.get("pesel", "")[:40]
            day = localtime(request.now).date()
            refuse_other_person(act, by_pesel(act.edition, typed, declared=True, on=day).tag)
        confirm(act, user=request.user, at=request.now, do=_DOING[TwoPersonKind(act.kind)])

    return attempt(request, do, "Potwierdzono i zrobiono.", "results:together")


@requires(Can.COUNT_PAPERS)
@anytime
@require_POST
def drop_act(request: AccountRequest, pk: int) -> HttpResponse:
    """The first person takes the proposal back, or the second does not agree."""
    act = proposed(pk, _DOING)
    return attempt(
        request,
        lambda: drop(act, user=request.user, at=request.now),
        "Ten wniosek już nie czeka. Nic nie zmieniono.",
        "results:together",
    )
