"""The office's desk and the journal."""

import re

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.home.headline import stage_line
from wibo.home.waiting import waiting_for
from wibo.journal.events import EVENTS
from wibo.journal.events.ballots import CountViewed
from wibo.journal.events.results import ReportExported
from wibo.journal.models import Entry
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.ui.paging import paged
from wibo.voting.models import Envelope, PaperBatch

# Looking and downloading are journalled, but would drown what happened.
_MERE_LOOKS = (CountViewed.kind, ReportExported.kind)


@requires(Can.SEE_OFFICE)
@with_edition
def desk(request: AccountRequest, edition: Edition) -> HttpResponse:
    """What waits for this person, by number, with the way there."""
    done = Entry.objects.filter(edition=edition.pk).exclude(kind__in=_MERE_LOOKS)
    context = {
        "title": "Pulpit",
        "edition": edition,
        "stages": stage_line(edition, request.now),
        "tiles": _tiles(request, edition),
        "waiting": waiting_for(request.user, edition, request.now),
        "entries": done.order_by("-pk")[:8],
        "reads_journal": request.user.can(Can.READ_JOURNAL),
    }
    return render(request, "home/desk.html", context)


def _tiles(request: AccountRequest, edition: Edition) -> list[tuple[int, str, str]]:
    """Numbers with their words and addresses; every number stands for exactly the list behind it."""
    rows = Proposal.objects.filter(edition=edition).values_list("status").annotate(n=Count("pk"))
    by_status = dict(rows)
    voted = Envelope.objects.filter(edition=edition).handed_in().count()
    batches = PaperBatch.objects.filter(edition=edition, closed_at=None).count()
    can = request.user.can
    proposals = reverse("proposals:office-list")
    tiles = [
        (
            Can.REVIEW_FORMALLY,
            by_status.get(Status.SUBMITTED, 0),
            "do oceny formalnej",
            reverse("evaluation:formal-queue"),
        ),
        (
            Can.REVIEW_ON_MERIT,
            by_status.get(Status.MERIT_REVIEW, 0),
            "do oceny merytorycznej",
            reverse("evaluation:merit-queue"),
        ),
        (
            Can.READ_PROPOSALS,
            sum(n for s, n in by_status.items() if s != Status.DRAFT),
            "złożone wnioski",
            proposals,
        ),
        (
            Can.READ_PROPOSALS,
            by_status.get(Status.ADMITTED, 0),
            "dopuszczone",
            f"{proposals}?lista=zaakceptowane",
        ),
        *(
            [
                (Can.COUNT_PAPERS, batches, "otwarte paczki kart", reverse("voting:batches")),
                (Can.SEE_RUNNING_COUNT, voted, "oddane karty", reverse("results:running")),
            ]
            if edition.frozen_at
            else []
        ),
    ]
    return [(number, words, address) for needed, number, words, address in tiles if can(needed)]


def _named(words: str) -> str:
    """A kind of event by its sentence, with dots where the facts stand."""
    return re.sub(r"\{\w+\}", "…", words).rstrip(" :.")


@requires(Can.READ_JOURNAL)
@anytime
def journal(request: AccountRequest) -> HttpResponse:
    """The journal, newest first, with a filter by kind."""
    entries = Entry.objects.select_related("seal").order_by("-pk")
    kind = request.GET.get("rodzaj", "")
    if kind in EVENTS:
        entries = entries.filter(kind=kind)
    kinds = sorted(((code, _named(event.words)) for code, event in EVENTS.items()), key=lambda kind: kind[1])
    context = {"title": "Dziennik zdarzeń", "page": paged(request, entries, 50), "kinds": kinds, "kind": kind}
    return render(request, "home/journal.html", context)
