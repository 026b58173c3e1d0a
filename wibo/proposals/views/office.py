"""Proposals in the office: lists, one proposal, registering paper ones."""

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.kept import taken
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.addressing import elsewhere
from wibo.editions.guards import during, with_edition
from wibo.editions.map_pages import place_map, with_tiles
from wibo.editions.models import Edition
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.proposals import actions, lifecycle
from wibo.proposals.cautious import cautions
from wibo.proposals.claiming import may_be_claimed
from wibo.proposals.completeness import missing
from wibo.proposals.duplicates import warnings_about
from wibo.proposals.forms.application import PaperForm
from wibo.proposals.forms.costs import SPARE_ON_PAPER, cost_forms
from wibo.proposals.models import Attachment, Proposal
from wibo.proposals.printing import parts_of
from wibo.proposals.statuses import IN_EVALUATION, OUT, Status
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.proposing.numbers import number_in
from wibo.ui.acting import attempt, done, filled
from wibo.ui.paging import paged
from wibo.ui.publishing import TICK, Asked, asked_about_file

# Statuses in which what an application lacks still matters.
UNJUDGED = (Status.SUBMITTED, Status.RETURNED)
LISTS = {
    "wszystkie": ("Wszystkie", tuple(Status)[1:]),
    "zaakceptowane": ("Zaakceptowane", (Status.ADMITTED,)),
    "odrzucone": ("Odrzucone", (Status.REJECTED,)),
    "w-ocenie": ("W ocenie", IN_EVALUATION),
    "wycofane": ("Wycofane", (Status.WITHDRAWN,)),
    "duplikaty": ("Duplikaty i połączone", (Status.DUPLICATE, Status.MERGED)),
}


@requires(Can.READ_PROPOSALS)
@with_edition
def office_list(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Lists of all, accepted, rejected and other proposals, with search."""
    name = request.GET.get("lista", "wszystkie")
    name = name if name in LISTS else "wszystkie"
    words = request.GET.get("szukaj", "").strip()
    rows = Proposal.objects.filter(edition=edition, status__in=LISTS[name][1])
    if words:
        rows = rows.for_office(number_in(edition.number_pattern, words, edition.year))
    rows = rows.select_related("pool", "author").annotate(total=Sum("cost_lines__amount")).in_order()
    context = {
        "title": "Wnioski",
        "page": paged(request, rows, 50),
        "parts": parts_of(edition),
        "lists": LISTS,
        "chosen": name,
        "words": words,
        "can_register": request.user.can(Can.REGISTER_PAPER),
    }
    return render(request, "proposals/office_list.html", context)


def letters_about(proposal: Proposal) -> list[Letter]:
    """Letters to who wrote the proposal; not those to supporters, whom nobody needs to see here."""
    rows = Letter.objects.filter(about=f"proposal:{proposal.pk}").exclude(template="support_confirm")
    return list(rows.order_by("pk"))


@requires(Can.READ_PROPOSALS)
@anytime
def office_detail(request: AccountRequest, pk: int) -> HttpResponse:
    """A proposal as the office sees it, with its history."""
    rows = Proposal.objects.submitted().select_related("pool", "author", "edition", "duplicate_of")
    rows = rows.prefetch_related(
        "cost_lines", "attachments", "pictures", "answers__question", "co_authors__user", "proposal_set"
    )
    proposal = get_object_or_404(rows, pk=pk)
    if away := elsewhere(request, proposal.edition):
        return away
    can_register = request.user.can(Can.REGISTER_PAPER)
    moves = {move.target for move in lifecycle.available(proposal, request.user, request.now)}
    context = {
        "title": f"Wniosek nr {proposal.number}",
        "proposal": proposal,
        "map": place_map(proposal.edition, proposal.place) if proposal.place else None,
        "answers": proposal.answers.all(),
        "missing": missing(proposal) if proposal.status in UNJUDGED else [],
        "cautions": cautions(proposal),
        "history": Entry.objects.filter(about=f"proposal:{proposal.pk}").order_by("pk"),
        "letters": letters_about(proposal),
        "can_register": request.user.can(Can.REGISTER_PAPER),
        "may_be_duplicate": Status.DUPLICATE in moves,
        "may_withdraw": Status.WITHDRAWN in moves and can_register,
        "may_come_back": proposal.status == Status.DUPLICATE and Status.SUBMITTED in moves,
        "may_be_claimed": may_be_claimed(proposal),
        "may_mend": request.user.can(Can.REGISTER_PAPER)
        and proposal.status not in OUT
        and not proposal.edition.frozen_at,
        "may_supplement": request.user.can(Can.REGISTER_PAPER)
        and proposal.status == Status.RETURNED
        and proposal.author_id is None,
        "inside": True,
    }
    return with_tiles(render(request, "proposals/office_detail.html", context), proposal.edition)


@requires(Can.REGISTER_PAPER)
@with_edition
@keeps_typed
def register(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Copy a paper application; outside of collecting with a reason, until the ballot is frozen."""
    if edition.frozen_at:
        messages.error(
            request, "Karta jest zamrożona. Nowych wniosków nie można już dodać.", extra_tags="danger"
        )
        return redirect("proposals:office-list")
    sent = request.POST if request.method == "POST" else taken(request)
    form = PaperForm(
        sent,
        request.FILES or None,
        edition=edition,
        in_time=edition.enables(Feature.SUBMIT, request.now),
        initial={"received_on": localtime(request.now).date()},
    )
    costs = cost_forms(sent, [], SPARE_ON_PAPER)

    def act() -> HttpResponse:
        made = actions.register_paper(
            edition=edition,
            costs=costs.costs,
            answers=form.answers,
            user=request.user,
            at=request.now,
            received_on=form.cleaned_data["received_on"],
            **{name: value for name, value in form.values.items() if name != "received_on"},
        )
        said = f"Wniosek jest zarejestrowany pod numerem {made.reference}."
        for warning in warnings_about(made):
            messages.warning(request, warning, extra_tags="warning")
        return done(request, said, "proposals:office-detail", made.pk)

    answer = filled(request, form, act) if costs.is_valid() else None
    if answer is not None:
        return answer
    context = {"title": "Wniosek papierowy", "form": form, "costs": costs}
    return render(request, "proposals/register.html", context)


@requires(Can.REGISTER_PAPER)
@during(Feature.SUPPLEMENT)
@require_POST
def supplement(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Hand in again a paper proposal whose missing parts came to the office."""
    proposal = get_object_or_404(Proposal.objects.select_related("edition__town", "pool"), pk=pk, author=None)
    return attempt(
        request,
        lambda: actions.supplement(proposal, user=request.user, at=request.now),
        f"Wniosek nr {proposal.number} wrócił do oceny formalnej.",
        "proposals:office-detail",
        pk,
    )


def _asked_about(attachment: Attachment) -> Asked | None:
    with attachment.file.open() as file:
        return asked_about_file(file.read(), attachment.name)


@requires(Can.REGISTER_PAPER)
@anytime
@require_POST
def publish_attachment(request: AccountRequest, pk: int) -> HttpResponse:
    """Show a file to everyone or take it back."""
    found = get_object_or_404(Attachment.objects.select_related("proposal__edition__town"), pk=pk)
    public = not found.is_public
    asked = _asked_about(found) if public and found.may_be_public else None
    if asked and request.POST.get(TICK) != asked.mark:
        context = {"title": "Czy pokazać plik", "file": found, "proposal": found.proposal, "asked": asked}
        return render(request, "proposals/publish_file.html", context)
    said = "Plik widzą teraz wszyscy." if public else "Plik widzi teraz tylko urząd."
    return attempt(
        request,
        lambda: actions.publish_attachment(found, public=public, act=request.act),
        said,
        "proposals:office-detail",
        found.proposal_id,
    )
