"""From the closed urn to the final result on one page, the next step open: opening by two people, count, publication."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.actions.asking import ask_count
from wibo.results.actions.publishing import finish, publish, revise, show_alternatives, stale
from wibo.results.comparing import since_last
from wibo.results.forms import ActForm, PublishForm
from wibo.results.models import Addition, CountJob, CountRun, PoolAdjustment, Publication
from wibo.results.presenting import of_run
from wibo.results.reconciling import reconcile
from wibo.results.runs import newest_runs
from wibo.results.statistics import turnout
from wibo.results.tasks import run_count
from wibo.ui.acting import attempt, reason_of
from wibo.ui.seen import refuse_unseen, seen
from wibo.voting.course import opening_by_two
from wibo.voting.models import About, Protest, TwoPersonAct, TwoPersonKind
from wibo.voting.tasks import open_confirmed_urn
from wibo.voting.two_people.proposed import proposed


@requires(Can.OPEN_URN)
@with_edition
def urn(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The page."""
    sums = reconcile(edition)
    context = {
        "title": "Urna i wynik",
        "edition": edition,
        "turnout": turnout(edition),
        "sums": sums,
        "seen_sums": seen(edition.pk, sums.shown),
        "form": ActForm(),
        **_opening(request, edition),
        **(_result(request, edition) if edition.urn_opened_at else {}),
    }
    return render(request, "results/office/urn.html", context)


def _opening(request: AccountRequest, edition: Edition) -> dict[str, Any]:
    acts = TwoPersonAct.objects.filter(edition=edition, kind=TwoPersonKind.OPEN_URN)
    act = acts.select_related("first", "second").first()
    return {
        "obstacles": opening_by_two.obstacles(edition, request.now),
        "act": act,
        "waiting": act is not None and act.is_waiting(request.now),
        "mine": act is not None and act.first_id == request.user.pk,
        "working": act is not None and act.confirmed_at and not act.done_at and not act.failure,
        "others": User.objects.holding(Can.OPEN_URN).exclude(pk=request.user.pk),
    }


def _result(request: AccountRequest, edition: Edition) -> dict[str, Any]:
    runs = newest_runs(edition)
    publication = Publication.objects.filter(edition=edition).first()
    protests = Protest.objects.filter(edition=edition, about=About.RESULT, decided_at=None)
    return {
        "job": CountJob.objects.filter(edition=edition).first(),
        "pools": [of_run(run) for run in runs],
        "changed": [(run, said) for run in runs if (said := since_last(run))],
        "tied": [run for run in runs if run.tied],
        "publication": publication,
        "stale": [] if publication and publication.final_at else stale(edition, runs),
        "newer": publication is not None and publication.runs != [run.pk for run in runs],
        "open_protests": protests.count(),
        "adjustments": PoolAdjustment.objects.filter(edition=edition).select_related("pool"),
        "additions": Addition.objects.filter(edition=edition).select_related("project"),
        "can_settle": request.user.can(Can.SETTLE_TIE),
        "can_publish": request.user.can(Can.PUBLISH),
        "publish_form": PublishForm(),
        "seen_runs": seen(*_shown_runs(edition)),
    }


def _shown_runs(edition: Edition) -> list[Any]:
    """What the page shows of the result: the newest runs and what is struck by now."""
    runs = newest_runs(edition)
    strikes = Edition.objects.values_list("strikes", flat=True).get(pk=edition.pk)
    return [edition.pk, [run.pk for run in runs], [run.tied for run in runs], strikes]


@requires(Can.OPEN_URN)
@with_edition
@require_POST
def propose_opening(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The first person."""
    form = ActForm(request.POST)

    def act() -> None:
        refuse_unseen(request, edition.pk, reconcile(edition).shown)
        opening_by_two.propose_opening(edition, reason=reason_of(form), user=request.user, at=request.now)

    return attempt(
        request,
        act,
        "Wniosek o otwarcie urny jest zapisany. Teraz druga osoba ma 30 minut na potwierdzenie.",
        "results:urn",
    )


@requires(Can.OPEN_URN)
@anytime
@require_POST
def confirm_opening(request: AccountRequest, pk: int) -> HttpResponse:
    """The second person; the worker then opens the urn."""
    act = proposed(pk, (TwoPersonKind.OPEN_URN,))

    def confirm() -> None:
        refuse_unseen(request, act.edition_id, reconcile(act.edition).shown)
        opening_by_two.confirm_opening(act, user=request.user, at=request.now)
        open_confirmed_urn.enqueue(act.pk)

    return attempt(
        request, confirm, "Potwierdzono. Urna jest otwierana; odśwież stronę za chwilę.", "results:urn"
    )


@requires(Can.PUBLISH)
@with_edition
@require_POST
def count(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Ask the worker for the count of all pools."""

    def ask() -> None:
        run_count.enqueue(ask_count(edition, act=request.act).pk)

    return attempt(request, ask, "Wynik jest liczony. Odśwież stronę za chwilę.", "results:urn")


@requires(Can.PUBLISH)
@with_edition
@require_POST
def publish_results(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Make the result public, open to protests or final at once."""
    form = PublishForm(request.POST)

    def act() -> None:
        refuse_unseen(request, *_shown_runs(edition))
        if not form.is_valid():
            raise Refused("Wpisz ostatni dzień na protesty jako datę albo zostaw puste.")
        until = form.cleaned_data["protests_until"]
        publish(edition, act=request.act, protests_until=until)

    return attempt(request, act, "Wyniki są ogłoszone.", "results:urn")


@requires(Can.PUBLISH)
@with_edition
@require_POST
def revise_results(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Replace the public result by the newest runs."""
    publication = get_object_or_404(Publication, edition=edition)
    form = ActForm(request.POST)

    def act() -> None:
        refuse_unseen(request, *_shown_runs(edition))
        revise(publication, reason_of(form), act=request.act)

    return attempt(
        request,
        act,
        "Zmieniony wynik jest ogłoszony.",
        "results:urn",
    )


@requires(Can.PUBLISH)
@with_edition
@require_POST
def finish_results(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Make the public result final."""
    publication = get_object_or_404(Publication, edition=edition)

    def act() -> None:
        refuse_unseen(request, *_shown_runs(edition))
        finish(publication, act=request.act)

    return attempt(
        request,
        act,
        "Wynik jest ostateczny.",
        "results:urn",
    )


@requires(Can.OPEN_URN)
@with_edition
def other_rules(request: AccountRequest, edition: Edition) -> HttpResponse:
    """What other rules would have given."""
    runs = CountRun.objects.filter(pk__in=[run.pk for run in newest_runs(edition)])
    context = {
        "title": "Co by było przy innych zasadach",
        "runs": runs.select_related("pool", "alternatives").order_by("pool__position", "pool_id"),
        "publication": Publication.objects.filter(edition=edition).first(),
        "can_publish": request.user.can(Can.PUBLISH),
    }
    return render(request, "results/office/other_rules.html", context)


@requires(Can.PUBLISH)
@with_edition
@require_POST
def show_other_rules(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Show the comparison to everyone, or hide it."""
    publication = get_object_or_404(Publication, edition=edition)
    shown = request.POST.get("shown") == "1"
    return attempt(
        request,
        lambda: show_alternatives(publication, shown=shown, act=request.act),
        "Porównanie widzą teraz wszyscy." if shown else "Porównanie widzi teraz tylko urząd.",
        "results:other-rules",
    )
