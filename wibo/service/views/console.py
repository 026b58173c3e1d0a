"""The operator's console: towns, their looks, service windows and administrators."""

from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_scopes import scope

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can, Role
from wibo.access.refusal import WrongPassword
from wibo.access.throttling import (
    SECOND_FACTOR,
    SECOND_FACTOR_DAY,
    SIGN_IN,
    SIGN_IN_ACCOUNT,
    SIGN_IN_PLACE,
    Try,
    attempts,
)
from wibo.accounts.factors import WrongNumber
from wibo.accounts.models import User
from wibo.accounts.support import enter, session_of
from wibo.journal.models import Entry
from wibo.proposals.sorting import LONGEST_SEARCH
from wibo.rulebook.calendar.service import ServiceState, usual_last
from wibo.service import actions
from wibo.service.backend import OperatorBackend, sign_in_operator
from wibo.service.condition import conditions, house
from wibo.service.forms import (
    AdministratorForm,
    ExtensionForm,
    ProviderForm,
    SignInForm,
    TownForm,
    WindowForm,
)
from wibo.service.models import Operator
from wibo.service.providers import provider_in, set_provider
from wibo.service.requests import ConsoleRequest, OperatorRequest
from wibo.service.telephones import check_telephone
from wibo.towns.addresses import address_of
from wibo.towns.models import Town
from wibo.towns.visitors import visitor
from wibo.ui.acting import done, fetched, filled, form_page
from wibo.ui.paging import paged
from wibo.ui.versions import held

STATES = {
    ServiceState.BEFORE: "jeszcze nie działa",
    ServiceState.OPEN: "działa",
    ServiceState.AFTER: "zakończona",
}


def _known(request: ConsoleRequest, email: str, password: str, number: str) -> Operator:
    """The operator. Raises Refused for a wrong password or number, and for guessing at one account or from one place."""
    place, account = visitor(request), f"operator:{email.casefold()}"
    tries = [Try(SIGN_IN_PLACE, place), Try(SIGN_IN_ACCOUNT, account), Try(SIGN_IN, f"{account}:{place}")]
    with attempts(tries, WrongPassword):
        operator = OperatorBackend().signed_in(email, password)
        if operator is None:
            raise WrongPassword("E-mail albo hasło się nie zgadza.")
    with attempts([Try(SECOND_FACTOR, account), Try(SECOND_FACTOR_DAY, account)], WrongNumber):
        check_telephone(operator, number, request.now)
    return operator


@public
@anytime
@sensitive_post_parameters()
def sign_in(request: ConsoleRequest) -> HttpResponse:
    """Sign in as an operator."""
    form = SignInForm(request.POST or None)

    def act() -> HttpResponse:
        given = form.cleaned_data
        sign_in_operator(request, _known(request, given["email"], given["password"], given["number"]))
        return redirect("console:towns")

    answer = filled(request, form, act)
    context = {"title": "Logowanie operatora", "form": form}
    return render(request, "service/sign_in.html", context) if answer is None else answer


@public
@anytime
@require_POST
def sign_out(request: ConsoleRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("accounts:sign-in")


@requires(Can.OPERATE_SERVICE)
@anytime
def towns(request: OperatorRequest) -> HttpResponse:
    """All towns with their windows; a search by name."""
    words = request.GET.get("szukaj", "").strip()
    rows = Town.objects.real().order_by("service_until", "name")
    if words:
        found = Q(name__icontains=words) | Q(slug__icontains=words)
        rows = rows.filter(found) if len(words) <= LONGEST_SEARCH else rows.none()
    page = paged(request, rows, 30)
    today = localtime(request.now).date()
    fares = conditions(page, request.now)
    listed = [(town, address_of(town), STATES[town.service.state(today)], fares[town.pk]) for town in page]
    context = {"title": "Gminy", "rows": listed, "page": page, "words": words, "fares": house()}
    return render(request, "service/console/towns.html", context)


@requires(Can.OPERATE_SERVICE)
@anytime
def new_town(request: OperatorRequest) -> HttpResponse:
    """Found a town and invite its first administrator."""
    today = localtime(request.now).date()
    sent = request.POST if request.method == "POST" else None
    window_form = WindowForm(sent, initial={"service_from": today, "service_until": usual_last(today)})
    forms: list[Any] = [TownForm(sent), window_form, AdministratorForm(sent, prefix="admin")]
    # Every form is judged, so that all faults show at once.
    valid = [form.is_valid() for form in forms]

    @transaction.atomic
    def act() -> HttpResponse:
        values, window, person = forms[0].values, window_form.cleaned_data, forms[2].cleaned_data
        town = actions.create_town({**values, **window}, act=request.act)
        actions.invite_administrator(town, **person, act=request.act)
        said = f"{town.name} jest założona. Zaproszenie wysłano na {person['email']}."
        return done(request, said, "console:town", town.slug)

    answer = filled(request, forms[0], act) if all(valid) else None
    if answer is not None:
        return answer
    parts = list(zip(("Gmina", "Okres usługi", "Pierwszy administrator"), forms, strict=True))
    context = {"title": "Nowa gmina", "parts": parts, "has_errors": any(form.errors for form in forms)}
    return render(request, "service/console/new_town.html", context)


@requires(Can.OPERATE_SERVICE)
@anytime
def town(request: OperatorRequest, slug: str) -> HttpResponse:
    """One town: address, window, administrators, the last events."""
    found = get_object_or_404(Town, slug=slug)
    today = localtime(request.now).date()
    with scope(town=found):
        administrators = list(User.objects.filter(grants__role=Role.COORDINATOR).order_by("surname"))
        entries = list(Entry.objects.order_by("-pk")[:6])
        session = session_of(found, request.now)
    context = {
        "title": found.name,
        "session": session,
        "town_row": found,
        "address": address_of(found),
        "entries": entries,
        "state": STATES[found.service.state(today)],
        "administrators": administrators,
    }
    return render(request, "service/console/town.html", context)


@requires(Can.OPERATE_SERVICE)
@anytime
def change_town(request: OperatorRequest, slug: str) -> HttpResponse:
    """Change name, colour, arms, contact."""
    with held(request, Town.objects.all(), get_object_or_404(Town, slug=slug).pk) as stored:
        form = TownForm(request.POST or None, instance=Town.objects.get(pk=stored.pk))

        def act() -> str:
            changed = actions.change_town(stored, form.values, act=request.act)
            return "Zapisano." if changed else "Nic się nie zmieniło."

        return _form_page(request, stored, form, f"Dane gminy: {stored.name}", act)


@requires(Can.OPERATE_SERVICE)
@anytime
def window(request: OperatorRequest, slug: str) -> HttpResponse:
    """Set or extend the service window."""
    with held(request, Town.objects.all(), get_object_or_404(Town, slug=slug).pk) as found:
        return _window(request, found)


def _window(request: OperatorRequest, found: Town) -> HttpResponse:
    today = localtime(request.now).date()
    initial = {
        "service_from": found.service_from or today,
        "service_until": found.service_until or usual_last(found.service_from or today),
    }
    form = ExtensionForm(request.POST or None, initial=initial)

    def act() -> str:
        days = form.cleaned_data
        actions.set_service_window(
            found,
            days["service_from"],
            days["service_until"],
            days["reason"],
            act=request.act,
        )
        return "Okres usługi jest zmieniony."

    return _form_page(request, found, form, f"Okres usługi: {found.name}", act)


@requires(Can.OPERATE_SERVICE)
@anytime
def administrator(request: OperatorRequest, slug: str) -> HttpResponse:
    """Invite an administrator of the town, or send the letter again."""
    found = get_object_or_404(Town, slug=slug)
    form = AdministratorForm(request.POST or None)

    def act() -> str:
        actions.invite_administrator(found, **form.cleaned_data, act=request.act)
        return f"Zaproszenie wysłano na {form.cleaned_data['email']}."

    return _form_page(request, found, form, f"Zaproś administratora: {found.name}", act)


@requires(Can.OPERATE_SERVICE)
@anytime
@require_POST
def support(request: OperatorRequest, slug: str) -> HttpResponse:
    """The way into the town's office, where the town has let the operator look.

    A link, not a redirect: no form of this host may lead to another (Content-Security-Policy).
    """
    found = get_object_or_404(Town, slug=slug)

    def act() -> HttpResponse:
        with scope(town=found):
            word = enter(found, by=request.act.by, now=request.now)
        context = {"title": "Sesja wsparcia", "town_row": found}
        context["link"] = f"{address_of(found)}/_wsparcie/{word}/"
        return render(request, "service/console/support.html", context)

    return fetched(request, act, "console:town", slug)


@requires(Can.OPERATE_SERVICE)
@anytime
@sensitive_post_parameters("secret")
def provider(request: OperatorRequest, slug: str) -> HttpResponse:
    """Where people of the town may sign in; below the form the address that the provider has to know."""
    found = get_object_or_404(Town, slug=slug)
    stored = provider_in(found)
    names = ("name", "issuer", "client", "for_residents", "is_on")
    form = ProviderForm(
        request.POST or None, initial={name: getattr(stored, name) for name in names} if stored else {}
    )

    def act() -> str:
        set_provider(found, **form.cleaned_data, act=request.act)
        return "Zapisano."

    return form_page(
        request,
        form,
        act,
        "",
        ("console:town", slug),
        template="service/console/provider.html",
        context={
            "title": f"Logowanie przez dostawcę: {found.name}",
            "town_row": found,
            "back": f"{address_of(found)}/konto/dostawca/powrot/",
        },
    )


def _form_page(request: OperatorRequest, found: Town, form: Any, title: str, act: Any) -> HttpResponse:
    """One form about a town: the act, its message and the way back, or the form with what is wrong."""
    return form_page(
        request,
        form,
        act,
        "",
        ("console:town", found.slug),
        template="service/console/form.html",
        context={"title": title, "town_row": found},
    )
