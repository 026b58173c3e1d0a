"""The way into the booth: what voting needs, who you are, and the number sent to your contact."""

import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from wibo.access.marks import public
from wibo.access.refusal import Refused
from wibo.access.throttling import (
    CONTACT,
    CONTACT_LETTERS,
    IDENTITY,
    IDENTITY_PLACE,
    VOTERS_LETTERS,
    Try,
    attempts,
)
from wibo.editions.guards import as_of, during, with_edition
from wibo.editions.models import Edition
from wibo.letters.gateways import NotSent
from wibo.letters.passing import pass_on
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.people.identity import IdentityKind
from wibo.towns.language import COOKIE as LANGUAGE_COOKIE
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import done, filled, tell
from wibo.ui.holes import render_with_holes
from wibo.voting.ballot.lists import asks_area, lists_of, step_count
from wibo.voting.ballot.shortlist import COOKIE as SHORTLIST
from wibo.voting.booth.casting import NotAccepted, refuse_known, refuse_shut, why_shut
from wibo.voting.booth.cookie import ASSISTED_COOKIE, Booth, load, resume, store
from wibo.voting.booth.forms import ContactNumberForm
from wibo.voting.electorate import voters
from wibo.voting.electorate.contacts import (
    USED_UP,
    asks_contact,
    canonical_contact,
    free_slot,
    new_number,
    with_contact,
)
from wibo.voting.electorate.identity_forms import IdentityForm, blank_identity, identity_form

_STATION_DAY = 16 * 3600
_NUMBER_LASTS = timedelta(minutes=15)
NOT_SENT = _("Nie udało się wysłać wiadomości. Sprawdź adres albo numer i spróbuj jeszcze raz za chwilę.")


@public
@with_edition
@in_chosen_language
def start(request: TownRequest, edition: Edition) -> HttpResponse:
    """What voting needs and how long it takes; or why the booth is shut."""
    reason = why_shut(edition, request.now)
    coming = [w for w in edition.windows.all() if w.stage == "voting" and w.opens_at > request.now]
    lists = [] if reason else lists_of(edition)
    context = {
        "title": gettext("Głosowanie"),
        "edition": edition,
        "shut": reason,
        "coming": coming,
        "contact": asks_contact(edition),
        "lists": lists,
        "by_area": not reason and asks_area(edition),
    }
    booth = load(request, edition.pk, request.now)
    context["has_receipt"] = booth is not None and bool(booth.receipt)
    response = render(request, "voting/booth/start.html", context)
    if booth is not None and not booth.receipt and not reason:
        # Who comes next to this screen must not get into the booth of who was here before.
        store(response, booth, request.now, shut=True)
    return response


@public
@with_edition
@never_cache
def station(request: TownRequest, edition: Edition) -> HttpResponse:
    """Make this computer a voting station with staff nearby, or an ordinary one again."""
    on = ASSISTED_COOKIE in request.COOKIES
    if request.method == "POST":
        response = redirect("voting:station" if on else "voting:start")
        if on:
            response.delete_cookie(ASSISTED_COOKIE)
        else:
            response.set_cookie(
                ASSISTED_COOKIE,
                "1",
                max_age=_STATION_DAY,
                httponly=True,
                samesite="Strict",
                secure=request.is_secure(),
            )
        return response
    return render(request, "voting/booth/station.html", {"title": "Stanowisko do głosowania", "on": on})


@public
@with_edition
@in_chosen_language
@require_POST
def next_voter(request: TownRequest, edition: Edition) -> HttpResponse:
    """Wipe everything of the voter who is leaving: at a station for who comes next, at home for good."""
    response: HttpResponse = redirect("voting:start")
    if ASSISTED_COOKIE not in request.COOKIES:
        said = gettext("Wyczyszczono. W tej przeglądarce nie ma już kodu ani niczego, co wpisano.")
        response = done(request, said, "home:front")
    for name in (settings.BOOTH_COOKIE_NAME, LANGUAGE_COOKIE, settings.CSRF_COOKIE_NAME, SHORTLIST):
        response.delete_cookie(name)
    return response


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@sensitive_post_parameters()
@sensitive_variables()
def identify(request: TownRequest, edition: Edition) -> HttpResponse:
    """Who you are: turned at once into a tag and facts."""
    form = identity_form(edition, request.POST or None)

    act = partial(_calmly, partial(_entered, request, edition, form))
    answer = filled(request, form, act)
    if answer is not None:
        return answer

    def context() -> dict[str, Any]:
        return {
            "title": gettext("Kim jesteś"),
            "form": form,
            "edition": edition,
            "steps": step_count(edition),
            "fields": form if form.is_bound else blank_identity(edition),
            "contact": asks_contact(edition),
        }

    return render_with_holes(
        request, "voting/booth/identify.html", context, {}, (edition.pk, *as_of(request))
    )


def _calmly(act: Callable[[], HttpResponse]) -> HttpResponse:
    """What the act answers; a page of its own where there is nothing to correct in the form."""
    try:
        return act()
    except NotAccepted:
        return redirect("voting:not-accepted")


@public
@during(Feature.VOTE)
@in_chosen_language
def not_accepted(request: TownRequest, edition: Edition) -> HttpResponse:
    """Why somebody's vote may not be taken, what to do, and whom to ask: the same page for everyone."""
    windows = [w for w in edition.windows.all() if w.stage == "voting" and w.closes_at > request.now]
    context = {"title": gettext("Tego głosu nie możemy przyjąć"), "edition": edition, "windows": windows}
    return render(request, "voting/booth/not_accepted.html", context)


def _entered(request: TownRequest, edition: Edition, form: IdentityForm) -> HttpResponse:
    """On to the choice; or first to the number that was sent to the contact."""
    voter = _admitted(request, edition, form)
    assisted = ASSISTED_COOKIE in request.COOKIES
    if not asks_contact(edition):
        new = Booth(edition.pk, voter, assisted=assisted, fullest=edition.envelope_size)
        return _to_first(request, edition, resume(request, new, request.now))
    address = canonical_contact(edition, form.cleaned_data["contact"])
    known = Booth(
        edition.pk,
        with_contact(edition, voter, address),
        address=address,
        assisted=assisted,
        fullest=edition.envelope_size,
    )
    booth = resume(request, known, request.now)
    _send_number(request, booth)
    return store(redirect("voting:confirm"), booth, request.now)


def _admitted(request: TownRequest, edition: Edition, form: IdentityForm) -> voters.Voter:
    """Who it is. Raises Refused for what was typed, and NotAccepted for who may not vote here: the latter are counted."""
    place = Try(IDENTITY_PLACE, f"{edition.pk}:{visitor(request)}")
    if edition.kind is not IdentityKind.CODE:
        return _not_refused(edition, _voter(request, edition, form), [place])
    # Only who may still try learns anything of a code, be it that its person is too young.
    with attempts([place], NotAccepted):
        return _not_refused(edition, _voter(request, edition, form), [])


def _not_refused(edition: Edition, voter: voters.Voter, tries: list[Try]) -> voters.Voter:
    """The voter, unless they may not vote here; with a contact to be proved that is not yet said."""
    if asks_contact(edition):
        return voter
    with attempts([*tries, Try(IDENTITY, f"{edition.pk}:{voter.tag.hex()}")], NotAccepted):
        refuse_known(edition, voter)
    return voter


def _voter(request: TownRequest, edition: Edition, form: IdentityForm) -> voters.Voter:
    refuse_shut(edition, request.now)
    today = localtime(request.now).date()
    data = form.person
    if edition.kind is IdentityKind.CODE:
        found = voters.by_code(edition, data["code"], **form.said)
        if found is None:
            raise NotAccepted
        voter = found
    elif edition.kind is IdentityKind.NAME_AND_BIRTH_DATE:
        voter = voters.by_name(edition, **data, **form.said)
    else:
        voter = voters.by_pesel(edition, data["pesel"], on=today, name=data.get("name", ""), **form.said)
    voters.refuse_ineligible(edition, voter, today)
    return voter


def _send_number(request: TownRequest, booth: Booth) -> None:
    """Send a new number to the contact, not too often to one, nor from one place. Raises Refused."""
    CONTACT_LETTERS.take(booth.address)
    VOTERS_LETTERS.take(visitor(request))
    booth.pending, booth.pending_until = new_number(), (request.now + _NUMBER_LASTS).timestamp()
    try:
        pass_on("contact_code", town=request.town, to=booth.address, code=booth.pending)
    except NotSent as error:
        raise Refused(NOT_SENT) from error


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@sensitive_post_parameters()
@sensitive_variables()
def confirm(request: TownRequest, edition: Edition) -> HttpResponse:
    """The number sent to the contact. Only now is it said whether this person has voted already."""
    booth = load(request, edition.pk, request.now)
    if booth is None or booth.voter is None or not booth.pending:
        return redirect("voting:start")
    form = ContactNumberForm(request.POST or None)

    def act() -> HttpResponse:
        if booth.pending_until < request.now.timestamp():
            raise Refused(gettext("Minęło 15 minut i ten numer już nie działa. Wyślij nowy."))
        _compare(booth, form.cleaned_data["number"])
        return _proved(request, edition, booth)

    answer = filled(request, form, partial(_calmly, act), field="number")
    if answer is not None:
        return answer
    context = {
        "title": gettext("Wpisz numer z wiadomości"),
        "form": form,
        "steps": step_count(edition),
        "address": booth.address,
        "by_phone": booth.address.startswith("+"),
    }
    return render(request, "voting/booth/confirm.html", context)


class WrongNumber(Refused):
    """Not the number that was sent."""


def _compare(booth: Booth, typed: str) -> None:
    """Raise Refused unless the number is the one that was sent; a cookie sent again gains no tries."""
    with attempts([Try(CONTACT, booth.key), Try(CONTACT, booth.known.contact.hex())], WrongNumber):
        if not hmac.compare_digest(typed.encode(), booth.pending.encode()):
            raise WrongNumber(
                gettext("Ten numer się nie zgadza. Sprawdź ostatnią wiadomość i wpisz go jeszcze raz.")
            )


def _proved(request: TownRequest, edition: Edition, booth: Booth) -> HttpResponse:
    if free_slot(edition, booth.known.contact) is None:
        raise Refused(USED_UP)
    refuse_known(edition, booth.known)
    booth.pending = booth.address = ""
    return _to_first(request, edition, booth)


@public
@during(Feature.VOTE)
@never_cache
@in_chosen_language
@require_POST
def resend(request: TownRequest, edition: Edition) -> HttpResponse:
    """Another number to the same contact; the earlier one no longer works."""
    booth = load(request, edition.pk, request.now)
    if booth is None or not booth.pending:
        return redirect("voting:start")
    said = gettext("Wysłaliśmy nowy numer. Poprzedni już nie działa.")
    tell(request, lambda: _send_number(request, booth), said)
    return store(redirect("voting:confirm"), booth, request.now)


def _to_first(request: TownRequest, edition: Edition, booth: Booth) -> HttpResponse:
    if asks_area(edition):
        return store(redirect("voting:area"), booth, request.now)
    return store(redirect("voting:choose", lists_of(edition)[0].pool.pk), booth, request.now)
