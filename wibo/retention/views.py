"""The office's pages of what is kept until when: the plan, the dry run, the two approvals."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.editions.models import Edition
from wibo.results.forms import ActForm
from wibo.retention import actions
from wibo.retention.erasing import held
from wibo.retention.planning import plan, whole_plan
from wibo.retention.tasks import erase_confirmed
from wibo.rulebook.calendar.keeping import Clock
from wibo.ui.acting import attempt, reason_of
from wibo.ui.seen import refuse_unseen, seen
from wibo.voting.models import TwoPersonAct, TwoPersonKind
from wibo.voting.two_people.acts import drop
from wibo.voting.two_people.proposed import proposed

_PAGE = "retention:clock"


@requires(Can.OPEN_URN)
@anytime
def overview(request: AccountRequest) -> HttpResponse:
    """Both clocks of every edition."""
    today = localtime(request.now).date()
    rows = [(one, actions.WORDS[one.clock], one.is_due(today)) for one in whole_plan()]
    return render(request, "retention/overview.html", {"title": "Dane osób", "rows": rows})


@requires(Can.OPEN_URN)
@anytime
def clock(request: AccountRequest, pk: int, clock: str) -> HttpResponse:
    """What there is now and would go, and the way to its end."""
    edition, which = _named(pk, clock)
    planned = next(one for one in plan(edition) if one.clock is which)
    act, found = _act(edition, which), held(edition, which)
    context: dict[str, Any] = {
        "title": f"Usuwanie: {actions.WORDS[which]}",
        "edition": edition,
        "planned": planned,
        "is_due": planned.is_due(localtime(request.now).date()),
        "held": [(one, number) for one, number in found if number],
        "empty": sum(not number for _, number in found),
        "act": act,
        "waiting": act is not None and act.is_waiting(request.now),
        "mine": act is not None and act.first_id == request.user.pk,
        "working": act is not None and act.confirmed_at and not act.done_at and not act.failure,
        "others": User.objects.holding(Can.OPEN_URN).exclude(pk=request.user.pk),
        "form": ActForm(),
        "seen": seen(edition.pk, actions.told_of(edition, which, sum(number for _, number in found))),
    }
    return render(request, "retention/clock.html", context)


def _named(pk: int, clock: str) -> tuple[Edition, Clock]:
    edition = get_object_or_404(Edition.objects.select_related("town"), pk=pk, imported=False)
    if clock not in list(Clock):
        raise Http404
    return edition, Clock(clock)


def _act(edition: Edition, which: Clock) -> TwoPersonAct | None:
    rows = TwoPersonAct.objects.filter(edition=edition, kind=TwoPersonKind.ERASE, content__clock=which.value)
    found: TwoPersonAct | None = rows.select_related("first", "second").first()
    return found


@require_POST
@requires(Can.OPEN_URN)
@anytime
def propose(request: AccountRequest, pk: int, clock: str) -> HttpResponse:
    """The first person."""
    edition, which = _named(pk, clock)
    form = ActForm(request.POST)

    def act() -> None:
        refuse_unseen(request, edition.pk, actions.told(edition, which))
        actions.propose_erasure(edition, which, reason=reason_of(form), user=request.user, at=request.now)

    said = "Zapisano. Druga osoba ma 30 minut na potwierdzenie, ze swojego konta."
    return attempt(request, act, said, _PAGE, pk, clock)


@require_POST
@requires(Can.OPEN_URN)
@anytime
def confirm(request: AccountRequest, pk: int) -> HttpResponse:
    """The second person; the worker then erases."""
    found = proposed(pk, (TwoPersonKind.ERASE,))
    which = Clock(found.content["clock"])

    def act() -> None:
        refuse_unseen(request, found.edition_id, actions.told(found.edition, which))
        actions.confirm_erasure(found, user=request.user, at=request.now)
        erase_confirmed.enqueue(found.pk)

    said = "Potwierdzono. Dane są usuwane; odśwież stronę za chwilę."
    return attempt(request, act, said, _PAGE, found.edition_id, which.value)


@require_POST
@requires(Can.OPEN_URN)
@anytime
def drop_act(request: AccountRequest, pk: int) -> HttpResponse:
    """The first person takes it back, or the second does not agree."""
    found = proposed(pk, (TwoPersonKind.ERASE,))
    where = found.edition_id, found.content.get("clock", Clock.IDENTITY.value)
    said = "Ten wniosek już nie czeka. Nic nie usunięto."
    return attempt(request, lambda: drop(found, user=request.user, at=request.now), said, _PAGE, *where)
