"""From the right password, or the provider's word, to a session: the second factor where there is one, and where to go then."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from wibo.access import kept
from wibo.accounts.factors import WrongNumber, factor_of, has_factor, take_number
from wibo.accounts.forms import AnswerForm, NumberForm
from wibo.accounts.models import Passkey, User
from wibo.accounts.passkeys import check_key, site_of, to_use
from wibo.accounts.proving import note_given
from wibo.accounts.signing import note_session
from wibo.accounts.tokens import halfway, user_halfway
from wibo.towns.requests import TownRequest
from wibo.ui.acting import filled

# The field of who has given the right password, on the page that asks for the number.
HALFWAY = "haslo-przyjete"
# The field of what a key was asked for, on the same page.
_KEY = "klucz"


def entered(request: TownRequest, user: User, target: str, carried: str) -> HttpResponse:
    """Who has proved to be the person, so far: asked for the second factor, or signed in."""
    if not has_factor(user):
        return _signed_in(request, user, target, carried)
    return _number_page(request, None, user, halfway(user), target, carried)


def second_step(request: TownRequest) -> HttpResponse:
    """The number or the key, once the password was right; the page brings who it was, signed and for five minutes."""
    token, target, carried = request.POST[HALFWAY], onward(request), request.POST.get(kept.FIELD, "")
    user = user_halfway(token)
    if user is None:
        messages.warning(request, gettext("Minęło 5 minut. Zaloguj się jeszcze raz."))
        return redirect("accounts:sign-in")
    by_key = _KEY in request.POST
    form = (
        AnswerForm(request.POST) if by_key else NumberForm(request.POST, has_telephone=_has_telephone(user))
    )

    def act() -> HttpResponse:
        given = form.cleaned_data
        if by_key:
            check_key(user, site_of(request), request.POST[_KEY], given["answer"], request.now)
        else:
            _take(user, given["number"], request.now)
        signed_in = _signed_in(request, user, target, carried)
        note_given(request, request.now)
        return signed_in

    answer = filled(request, form, act, field=None if by_key else "number")
    return answer or _number_page(request, form, user, token, target, carried)


def _take(user: User, number: str, now: datetime) -> None:
    """As `take_number`; of a wrong code for who has no telephone it says nothing of numbers that change."""
    try:
        take_number(user, number, now)
    except WrongNumber as wrong:
        if _has_telephone(user):
            raise
        raise WrongNumber(
            gettext("Tego kodu nie ma na twojej kartce albo był już użyty."), "number"
        ) from wrong


def _has_telephone(user: User) -> bool:
    held = factor_of(user)
    return held is not None and held.has_telephone


def _number_page(
    request: TownRequest,
    form: NumberForm | AnswerForm | None,
    user: User,
    token: str,
    target: str,
    carried: str,
) -> HttpResponse:
    """The page that asks for a key, or the telephone's number; `token` says who has come so far, `form` what went wrong."""
    question, has_telephone = to_use(user, site_of(request), request.now), _has_telephone(user)
    wrong_key = form if isinstance(form, AnswerForm) else None
    context = {
        "title": gettext("Potwierdź, że to ty"),
        "form": form if isinstance(form, NumberForm) else NumberForm(has_telephone=has_telephone),
        "wrong_key": wrong_key,
        "has_errors": wrong_key is not None,
        "question": question,
        "has_telephone": has_telephone,
        "is_elsewhere": question is None and Passkey.objects.filter(user=user).exists(),
        "halfway": token,
        "next": target,
        "carried": carried,
    }
    return render(request, "accounts/number.html", context)


def _signed_in(request: TownRequest, user: User, target: str, carried: str) -> HttpResponse:
    """Begin the session, with what was typed before it; on to `target`, or to what the person does here."""
    login(request, user, backend="wibo.accounts.backend.TownBackend")
    note_session(request, user, request.now)
    if said := kept.keep(request, target, carried):
        messages.warning(request, said)
    return HttpResponseRedirect(arrival(target, user))


def onward(request: TownRequest) -> str:
    """Where the person was going when an account was needed, "" for nowhere or somewhere else than this site."""
    target = request.POST.get("next") or request.GET.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else ""


def arrival(target: str, user: User) -> str:
    """Where to go once signed in: to `target` of this site, else to what the person does here."""
    return target or reverse("home:desk" if user.is_official else "proposals:mine")
