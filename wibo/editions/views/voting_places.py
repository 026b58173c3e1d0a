"""The coordinator's pages of places where people vote on paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.forms.asking import ReasonForm
from wibo.editions.forms.voting_places import VotingPlaceForm
from wibo.editions.guards import with_edition
from wibo.editions.map_pages import place_map, with_tiles
from wibo.editions.models import Edition, VotingPlace
from wibo.editions.places import remove_place, save_place
from wibo.ui.acting import attempt, form_page, reason_of
from wibo.ui.versions import held


@requires(Can.RUN_EDITION)
@with_edition
def place(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change a place."""
    with held(request, Edition.objects.all(), edition.pk):
        stored = (
            VotingPlace(edition=edition, position=edition.voting_places.count() + 1)
            if pk is None
            else get_object_or_404(VotingPlace, pk=pk, edition=edition)
        )
        form = VotingPlaceForm(request.POST or None, instance=stored)

        def act() -> None:
            save_place(form.save(commit=False), act=request.act, reason=form.cleaned_data["reason"])

        page = form_page(
            request,
            form,
            act,
            "Zapisano miejsce głosowania.",
            "editions:settings",
            template="editions/office/voting_place.html",
            context={
                "title": "Miejsce głosowania",
                "place": stored if pk is not None else None,
                "map": place_map(edition, stored.place, edits=True),
                "removal": ReasonForm(prefix="usuniecie"),
            },
        )
    return with_tiles(page, edition)


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def remove(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Take a place away, with a reason."""
    stored = get_object_or_404(VotingPlace.objects.select_related("edition__town"), pk=pk, edition=edition)
    form = ReasonForm(request.POST, prefix="usuniecie")

    def act() -> None:
        remove_place(stored, reason_of(form), act=request.act)

    return attempt(request, act, "Miejsca nie ma już na stronie.", "editions:settings")
