"""Pages that every town has: help, terms, personal data, accessibility, contact. Their words are ready, and the town may change them."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wibo.access.marks import anytime, public
from wibo.bulletin.models import Kind, Text
from wibo.editions.guards import current_edition
from wibo.home.usual_words import basis_of
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest

# When the product's pages were last tried against the standard and the statement written.
_DECLARED = date(2026, 11, 27)


@public
@anytime
@in_chosen_language
def help_page(request: TownRequest) -> HttpResponse:
    """What residents ask most."""
    return _page(request, Kind.HELP, _("Pomoc"), "home/_help_words.html")


@public
@anytime
@in_chosen_language
def terms(request: TownRequest) -> HttpResponse:
    """What the site is for and what its users may expect."""
    return _page(request, Kind.TERMS, _("Warunki korzystania"), "home/_terms_words.html")


@public
@anytime
@in_chosen_language
def privacy(request: TownRequest) -> HttpResponse:
    """What happens to personal data."""
    return _page(request, Kind.PRIVACY, _("Dane osobowe"), "home/_privacy_words.html")


def _page(request: TownRequest, kind: Kind, title: str, words: str) -> HttpResponse:
    """The town's own words, or the usual ones with its data."""
    edition = current_edition(request)
    context = {
        "title": title,
        "edition": edition,
        "basis": basis_of(edition),
        "own": _own(kind),
        "words": words,
    }
    return render(request, "home/page.html", context)


@public
@anytime
@in_chosen_language
def accessibility(request: TownRequest) -> HttpResponse:
    """How the site can be used and whom to tell when it cannot."""
    own = _own(Kind.ACCESS)
    return render(
        request,
        "home/accessibility.html",
        {
            "title": _("Deklaracja dostępności"),
            "own": own,
            "declared": _DECLARED,
            "changed": max(_DECLARED, localtime(own.said.written_at).date()) if own else _DECLARED,
        },
    )


def _own(kind: Kind) -> Text | None:
    """The town's own words for a page that every town has, also those of an earlier edition; None while the usual ones stand."""
    rows = Text.objects.public().filter(kind=kind)
    found: Text | None = rows.order_by("-edition__year", "-pk").first()
    return found


@public
@anytime
@in_chosen_language
def contact(request: TownRequest) -> HttpResponse:
    """Whom to ask."""
    return render(request, "home/contact.html", {"title": _("Kontakt")})
