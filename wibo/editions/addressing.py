"""Which edition an address names: `/edycja/2028/…` is every page of the town, about that edition.

An address without one is about the town's main edition. What a page shows and what its forms change is so the same
edition, also in two tabs: nothing of it is remembered between requests.
"""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse, set_script_prefix

from wibo.accounts.requests import is_official
from wibo.editions.models import Edition
from wibo.towns.addresses import address_of
from wibo.towns.models import Town
from wibo.towns.requests import TownRequest, in_town

_NAMED = re.compile(r"/edycja/(?P<slug>[a-z0-9-]{1,60})(?=/)")
_TYPED = re.compile(r"/edycja/(?P<slug>[a-z0-9-]{1,60})", re.IGNORECASE)
Handler = Callable[[HttpRequest], HttpResponse]


def prefix_of(edition: Edition) -> str:
    """What stands before each address of the edition, without a slash at its end."""
    return f"/edycja/{edition.slug}"


def usual_prefix(edition: Edition) -> str:
    """What stands before addresses that residents get in letters and prints: nothing, where it is the town's main one."""
    return prefix_of(edition) if edition.is_beside else ""


def site_of(edition: Edition) -> str:
    """Where residents find the edition, with its scheme, without a slash at its end."""
    return address_of(edition.town) + usual_prefix(edition)


def printed_site(edition: Edition) -> str:
    """The same as people type it: without its scheme."""
    return site_of(edition).partition("://")[2]


def page_of(edition: Edition, name: str, *, is_main: bool) -> str:
    """The path of a page about the edition, wherever the page stands that leads to it.

    `is_main` says that addresses without an edition are about this one.
    """
    bare = reverse(name).removeprefix(get_script_prefix())
    return f"{'' if is_main else prefix_of(edition)}/{bare}"


def elsewhere(request: TownRequest, edition: Edition) -> HttpResponse | None:
    """The way to the same page among those of its edition, where its address names another; None where it is at home.

    Earlier main editions are at home among the pages of the one that runs.
    """
    if request.edition_named == edition.slug or not edition.slug:
        return None
    if not (request.edition_named or edition.is_beside or edition.in_preparation):
        return None
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{prefix_of(edition)}{request.path_info}{'?' if query else ''}{query}")


def edition_middleware(get_response: Handler) -> Handler:
    """Take the edition's name off the path, and put it before every address that the answer leads to.

    Raises Http404 for one that there is not, or that whoever asks may not see yet.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if getattr(request, "town", None) is None:
            return get_response(request)
        if typed := _TYPED.fullmatch(request.path_info):
            # As it stands in print: without a slash, and perhaps in capitals.
            return redirect(f"/edycja/{typed['slug'].lower()}/")
        named = _NAMED.match(request.path_info)
        if named is None:
            return get_response(request)
        asked = in_town(request)
        asked.edition_named = _found(asked, named["slug"])
        asked.path_info = request.path_info.removeprefix(named[0])
        usual = get_script_prefix()
        set_script_prefix(f"{named[0]}/")
        try:
            return get_response(request)
        finally:
            set_script_prefix(usual)

    return answer


def _found(request: TownRequest, slug: str) -> str:
    """The address of an edition that whoever asks may see."""
    found = Edition.objects.own().filter(slug=slug).values_list("in_preparation", flat=True).first()
    if found is None or (found and not is_official(request)):
        raise Http404
    return slug


def slug_for(town: Town, year: int, kind: str) -> str:
    """A free address: the year, and beside a main edition what tells it apart."""
    rest = "-".join(part for part in kind.split("-") if part != str(year))
    wanted = f"{year}-{rest}"[:50].strip("-") if rest else str(year)
    taken = set(Edition.objects.filter(town=town, slug__startswith=wanted).values_list("slug", flat=True))
    following = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, *following) if one not in taken)
