"""The coordinator's pages of places where people vote on paper."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions.forms.asking import ReasonForm
from wibo.editions.forms.voting_places import VotingPlaceForm
from wibo.editions.guards import with_edition
from wibo.editions.map_pages import place_map, with_tiles
from wibo.editions.models import Edition, VotingPlace
from wibo.editions.places import remove_place, save_place
from wibo.ui.acting import attempt, form_page, reason_of
from wibo.ui.versions import held

_GONE = (
    "Ktoś usunął to miejsce, gdy ta strona była otwarta. Twój tekst jest niżej: naciśnij „Zapisz”, żeby dodać je od nowa, albo "
    "wróć do ustawień."
)


@requires(Can.RUN_EDITION)
@with_edition
def place(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change a place."""
    with held(request, Edition.objects.all(), edition.pk):
        stored, is_gone = _stored(request, edition, pk)
        form = VotingPlaceForm(request.POST or None, instance=stored)

        def act() -> None:
            if is_gone:
                raise Refused(_GONE)
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
                "place": stored if stored.pk is not None else None,
                "is_gone": is_gone,
                "map": place_map(edition, stored.place, edits=True),
                "removal": ReasonForm(prefix="usuniecie"),
            },
        )
    return with_tiles(page, edition)


def _stored(request: AccountRequest, edition: Edition, pk: int | None) -> tuple[VotingPlace, bool]:
    """The place of the page, and whether somebody took it away while the page was open: what was typed is then kept.

    Raises Http404 where one that is not there is only looked at.
    """
    found = VotingPlace.objects.filter(pk=pk).first() if pk is not None else None
    if pk is not None and (
        (found is None and request.method != "POST") or (found and found.edition_id != edition.pk)
    ):
        raise Http404
    following = edition.voting_places.count() + 1
    return found or VotingPlace(edition=edition, position=following), found is None and pk is not None


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def remove(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Take a place away, with a reason."""
    form = ReasonForm(request.POST, prefix="usuniecie")

    def act() -> None:
        rows = VotingPlace.objects.select_related("edition__town")
        stored = rows.filter(pk=pk, edition=edition).first()
        if stored is None:
            raise Refused("Tego miejsca już nie ma: ktoś je wcześniej usunął.")
        remove_place(stored, reason_of(form), act=request.act)

    return attempt(request, act, "Miejsca nie ma już na stronie.", "editions:settings")
