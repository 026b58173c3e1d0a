"""The people of the office: who holds which role, inviting, taking a role away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can, Role
from wibo.accounts import actions
from wibo.accounts.forms import OfficialForm
from wibo.accounts.models import Passkey, RoleGrant, SecondFactor
from wibo.accounts.requests import AccountRequest
from wibo.accounts.reviewing import review_of, reviewed, unused
from wibo.accounts.seniority import DECIDING, counts_from
from wibo.accounts.support import end_support, session_of
from wibo.ui.acting import attempt
from wibo.ui.paging import paged


@requires(Can.MANAGE_OFFICIALS)
@anytime
def officials(request: AccountRequest) -> HttpResponse:
    """Everyone with a role, and the form that invites one more."""
    form = OfficialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        base_url = f"{request.scheme}://{request.get_host()}"
        actions.invite(
            town=request.town,
            act=request.act,
            base_url=base_url,
            granter=request.user,
            **values,
        )
        messages.success(request, f"Zaproszenie wysłano na {values['email']}.")
        return redirect("accounts:officials")
    rows = RoleGrant.objects.select_related("user").order_by("user__surname", "user__first_name", "role")
    page = paged(request, rows, 50)
    context = {
        "title": "Osoby w urzędzie",
        "form": form,
        "page": page,
        "unused": unused(page, request.now),
        "review": review_of(request.town, request.now),
        "with_telephone": set(_with_factor(SecondFactor).union(_with_factor(Passkey))),
        "fresh": [grant for grant in rows.filter(role__in=DECIDING) if counts_from(grant) > request.now],
    }
    return render(request, "accounts/officials.html", context)


def _with_factor(kind: type[SecondFactor] | type[Passkey]) -> Any:
    return kind.objects.values_list("user", flat=True).order_by()


@requires(Can.MANAGE_OFFICIALS)
@anytime
@require_POST
def review(request: AccountRequest) -> HttpResponse:
    """Note that all roles were looked through and are needed."""

    def act() -> None:
        reviewed(request.town, act=request.act)

    return attempt(request, act, "Przegląd jest zapisany w dzienniku.", "accounts:officials")


@requires(Can.MANAGE_OFFICIALS)
@anytime
@require_POST
def revoke(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user__town"), pk=pk)

    def act() -> None:
        session = session_of(request.town, request.now) if grant.role == Role.SUPPORT else None
        if session is not None:
            # The role goes with its session, or whoever is inside would stay.
            end_support(session, act=request.act)
        else:
            actions.revoke_role(grant.user, Role(grant.role), act=request.act)

    return attempt(request, act, f"{grant.user}: rola „{grant}” jest odebrana.", "accounts:officials")


@requires(Can.OPEN_URN)
@anytime
def fresh(request: AccountRequest) -> HttpResponse:
    """Roles that decide in twos and do not count yet; a third official may confirm them."""
    rows = RoleGrant.objects.select_related("user", "granted_by").filter(role__in=DECIDING, confirmed_at=None)
    waiting = [(grant, counts_from(grant)) for grant in rows.order_by("granted_at", "pk")]
    context = {
        "title": "Nowe role",
        "waiting": [(grant, since) for grant, since in waiting if since > request.now],
        "hours": settings.ROLE_WAIT_HOURS,
    }
    return render(request, "accounts/fresh.html", context)


@requires(Can.OPEN_URN)
@anytime
@require_POST
def confirm_role(request: AccountRequest, pk: int) -> HttpResponse:
    """The third official."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user__town"), pk=pk)
    return attempt(
        request,
        lambda: actions.confirm_grant(grant, user=request.user, at=request.now),
        "Potwierdzono. Rola liczy się od razu.",
        "accounts:fresh",
    )
