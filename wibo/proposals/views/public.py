"""What everyone sees of proposals: the list and the public part of each."""

from typing import Any

from django.db.models import Sum
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.access.marks import anytime, public
from wibo.editions.addressing import elsewhere
from wibo.editions.guards import edition_of_list
from wibo.editions.map_pages import place_map, with_tiles
from wibo.editions.models import Category, Edition
from wibo.proposals.cataloguing import CatalogueFilters, editions, map_of, pools_of
from wibo.proposals.following import can_be_followed
from wibo.proposals.models import Attachment, Proposal
from wibo.proposals.own import sees_file
from wibo.proposals.searching import Found, look_for
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.numbers import number_in
from wibo.rulebook.spelling.money import zloty_short
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.cards import share_card
from wibo.ui.filters import all_and
from wibo.ui.paging import paged

# Lists for everyone, by the word in the address.
PUBLIC_LISTS = {
    "dopuszczone": (_("Dopuszczone"), Status.ADMITTED),
    "niedopuszczone": (_("Niedopuszczone"), Status.REJECTED),
}

# In which order the list stands, by the word in the address.
ORDERS = {
    "": (_("Według numeru"), ("number_sort", "pk")),
    "od-najtanszych": (_("Od najtańszych"), ("total", "number_sort", "pk")),
    "od-najdrozszych": (_("Od najdroższych"), ("-total", "number_sort", "pk")),
}


@public
@anytime
@in_chosen_language
def public_list(request: TownRequest) -> HttpResponse:
    """All proposals that were handed in, sifted as the address says, with a map of those that match."""
    edition = edition_of_list(request)
    filters = CatalogueFilters(
        request,
        edycja=editions(),
        pula=pools_of(edition),
        kategoria=all_and((str(one.pk), one.name) for one in Category.objects.filter(edition=edition)),
        kolejnosc=[(code, words) for code, (words, _by) in ORDERS.items()],
    )
    rows = Proposal.objects.filter(edition=edition).submitted().exclude(status=Status.WITHDRAWN)
    chosen = request.GET.get("lista", "")
    if chosen in PUBLIC_LISTS:
        rows = rows.filter(status=PUBLIC_LISTS[chosen][1].value)
    found = _sifted(rows, edition, filters)
    ordered = found.rows.prefetch_related("pictures", "formalreviews", "meritreviews")
    ordered = ordered.select_related("pool", "edition", "project", "category")
    ordered = ordered.order_by(*ORDERS[filters.given("kolejnosc") or ""][1])
    context = {
        "title": gettext("Wnioski"),
        "edition": edition,
        "filters": filters,
        "page": paged(request, ordered),
        "instead": found.instead,
        "lists": {"": (gettext("Wszystkie"), None), **PUBLIC_LISTS},
        "chosen": chosen if chosen in PUBLIC_LISTS else "",
        "map": map_of(edition, found.rows, "place", "proposals:public-detail") if edition else None,
    }
    response = render(request, "proposals/public_list.html", context)
    return with_tiles(response, edition) if edition else response


def _sifted(rows: Any, edition: Edition | None, filters: CatalogueFilters) -> Found:
    found = Found(rows)
    if filters.words and edition:
        found = look_for(rows, number_in(edition.number_pattern, filters.words, edition.year))
    rows = found.rows.annotate(total=Sum("cost_lines__amount"))
    named = {"pool": filters.given("pula"), "category": filters.given("kategoria")}
    rows = rows.filter(**{name: key for name, key in named.items() if key})
    if most := filters.given("koszt"):
        rows = rows.filter(total__lte=most)
    return Found(rows, found.instead)


@public
@anytime
@in_chosen_language
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
    if away := elsewhere(request, proposal.edition):
        return away
    files = [attachment for attachment in proposal.attachments.all() if attachment.is_public]
    answers = [answer for answer in proposal.answers.all() if answer.question.is_public]
    context = {"title": proposal.title, "proposal": proposal, "files": files, "answers": answers}
    context["pictures"] = [picture for picture in proposal.pictures.all() if not picture.is_hidden]
    context["can_be_followed"] = can_be_followed(proposal)
    context["map"] = place_map(proposal.edition, proposal.place) if proposal.place else None
    return with_tiles(render(request, "proposals/public_detail.html", context), proposal.edition)


@public
@anytime
def card(request: TownRequest, pk: int) -> HttpResponse:
    """The picture of a proposal's page when it is shared and the proposal has none of its own."""
    rows = Proposal.objects.submitted().exclude(status=Status.WITHDRAWN).select_related("edition", "project")
    found = get_object_or_404(rows.prefetch_related("cost_lines"), pk=pk)
    made = share_card(
        title=found.title,
        above=f"{found.edition.name}, nr {found.reference}",
        below=zloty_short(found.cost),
        town=request.town.name,
        colour=request.town.colour,
    )
    response = HttpResponse(made, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


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
