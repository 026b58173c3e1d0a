"""What everyone sees of proposals: the list and the public part of each."""

from django.db.models import Sum
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, public
from wibo.editions.guards import current_edition
from wibo.editions.models import Category
from wibo.proposals.maps import place_map, with_tiles
from wibo.proposals.models import Attachment, Proposal
from wibo.proposals.own import sees_file
from wibo.proposals.searching import look_for
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.numbers import number_in
from wibo.towns.requests import TownRequest
from wibo.ui.converters import row_key
from wibo.ui.paging import paged

# Lists for everyone, by the word in the address.
PUBLIC_LISTS = {
    "dopuszczone": ("Dopuszczone", Status.ADMITTED),
    "niedopuszczone": ("Niedopuszczone", Status.REJECTED),
}

# In which order the list stands, by the word in the address.
ORDERS = {
    "": ("Według numeru", ("number_sort", "pk")),
    "od-najtanszych": ("Od najtańszych", ("total", "number_sort", "pk")),
    "od-najdrozszych": ("Od najdroższych", ("-total", "number_sort", "pk")),
}


@public
@anytime
def public_list(request: TownRequest) -> HttpResponse:
    """All proposals that were handed in, with search."""
    edition = current_edition(request)
    rows = Proposal.objects.filter(edition=edition).submitted().exclude(status=Status.WITHDRAWN)
    chosen = request.GET.get("lista", "")
    if chosen in PUBLIC_LISTS:
        rows = rows.filter(status=PUBLIC_LISTS[chosen][1].value)
    words, instead = request.GET.get("szukaj", "").strip(), ""
    if words and edition:
        found = look_for(rows, number_in(edition.number_pattern, words, edition.year))
        rows, instead = found.rows, found.instead
    pool, category = row_key(request.GET.get("pula", "")), row_key(request.GET.get("kategoria", ""))
    order = request.GET.get("kolejnosc", "")
    rows = rows.filter(**{name: key for name, key in (("pool", pool), ("category", category)) if key})
    rows = rows.prefetch_related("pictures", "formalreviews", "meritreviews")
    rows = rows.select_related("pool", "edition", "project").annotate(total=Sum("cost_lines__amount"))
    rows = rows.order_by(*ORDERS.get(order, ORDERS[""])[1])
    context = {
        "title": "Wnioski",
        "edition": edition,
        "page": paged(request, rows),
        "words": words,
        "instead": instead,
        "pool": pool,
        "category": category,
        "order": order if order in ORDERS else "",
        "orders": ORDERS,
        "categories": Category.objects.filter(edition=edition),
        "lists": {"": ("Wszystkie", None), **PUBLIC_LISTS},
        "chosen": chosen if chosen in PUBLIC_LISTS else "",
    }
    return render(request, "proposals/public_list.html", context)


@public
@anytime
def public_detail(request: TownRequest, pk: int) -> HttpResponse:
    """A proposal's public part: text, cost, status and the reasons of decisions."""
    rows = (
        Proposal.objects.submitted()
        .exclude(status=Status.WITHDRAWN)
        .select_related("pool", "author", "edition__town", "duplicate_of", "merged_into", "project__pool")
    )
    rows = rows.prefetch_related(
        "cost_lines", "attachments", "pictures", "answers__question", "co_authors__user"
    )
    proposal = get_object_or_404(rows, pk=pk)
    files = [attachment for attachment in proposal.attachments.all() if attachment.is_public]
    answers = [answer for answer in proposal.answers.all() if answer.question.is_public]
    context = {"title": proposal.title, "proposal": proposal, "files": files, "answers": answers}
    context["pictures"] = [picture for picture in proposal.pictures.all() if not picture.is_hidden]
    context["map"] = place_map(proposal.edition, proposal.place) if proposal.place else None
    return with_tiles(render(request, "proposals/public_detail.html", context), proposal.edition)


@public
@anytime
def attachment(request: TownRequest, pk: int) -> FileResponse:
    """A file, for the office, its author, and everyone once it is public; always as a download."""
    found = get_object_or_404(Attachment.objects.select_related("proposal"), pk=pk)
    open_to_all = found.is_public and found.proposal.status != Status.DRAFT
    if not (open_to_all or sees_file(request.user, found)):
        raise Http404
    response = FileResponse(found.file.open(), as_attachment=True, filename=found.name)
    response["Content-Type"] = found.kind
    response["Cache-Control"] = "private, no-store"
    return response
