"""An official's telephone and sessions, on their own account's pages; and taking a lost telephone off somebody's account."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, before_telephone, requires
from wibo.access.permissions import Can
from wibo.accounts import telephones
from wibo.accounts.factors import factor_of, remove_factor, set_factor
from wibo.accounts.forms import RemovalForm, TelephoneForm
from wibo.accounts.models import SignedIn, User
from wibo.accounts.proving import asks_number, note_given, refuse_stranger
from wibo.accounts.requests import AccountRequest
from wibo.accounts.signing import end_session, end_sessions
from wibo.ui.acting import done, filled, form_page

_SALT = "wibo.accounts.own_factor"
# Seconds for scanning the code and typing the first number.
_LASTS = 1800
_SET = "Telefon jest ustawiony. Od teraz logujesz się hasłem i numerem."
_SET_ANEW = "Telefon jest ustawiony. Poprzednie kody już nie działają."


@before_telephone
@requires(Can.SEE_OFFICE)
@anytime
@never_cache
@sensitive_post_parameters()
def telephone(request: AccountRequest) -> HttpResponse:
    """Set a telephone, or another in its place; the printed codes are shown once, with the answer."""
    token = request.POST.get("sekret", "")
    secret = _secret(token, request.user) or telephones.new_secret()
    held = factor_of(request.user)
    form = TelephoneForm(request.POST or None, asks_number=asks_number(request))

    def act() -> HttpResponse:
        refuse_stranger(request, form)
        number = form.cleaned_data["number"].replace(" ", "")
        codes = set_factor(request.user, secret, number, act=request.act)
        note_given(request, request.now)
        end_sessions(request.user, but=request.session.session_key)
        return codes_page(request, codes, _SET_ANEW if held else _SET)

    answer = filled(request, form, act, field="number")
    context: dict[str, Any] = {
        "title": "Telefon do logowania",
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "token": signing.dumps([request.user.pk, secret], salt=_SALT),
        "picture": telephones.picture(secret, who=request.user.email, where=request.town.name),
        "factor": held,
    }
    return answer or render(request, "accounts/telephone.html", context)


def codes_page(request: AccountRequest, codes: list[str], said: str) -> HttpResponse:
    """The one page that shows new codes, with what was done."""
    messages.success(request, said)
    return render(request, "accounts/codes.html", {"title": "Kody na wypadek zgubienia", "codes": codes})


def _secret(token: str, user: User) -> str:
    """The secret that this page has shown to this person; "" for none, or one that is too old."""
    try:
        key, secret = signing.loads(token, salt=_SALT, max_age=_LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(secret) if key == user.pk else ""


@requires(Can.SEE_OFFICE)
@anytime
@require_POST
def end(request: AccountRequest, pk: int) -> HttpResponse:
    """End one of the person's own sessions."""
    end_session(get_object_or_404(SignedIn, pk=pk, user=request.user))
    return done(request, "Zakończono.", "accounts:me")


@requires(Can.MANAGE_OFFICIALS)
@anytime
def remove(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a lost telephone and all keys off an official's account, with a reason; not off one's own."""
    user = get_object_or_404(User.objects.select_related("town"), pk=pk)
    if user.pk == request.user.pk:
        return redirect("accounts:telephone")
    form = RemovalForm(request.POST or None)

    def act() -> None:
        remove_factor(user, form.cleaned_data["reason"], act=request.act)
        end_sessions(user)

    return form_page(
        request,
        form,
        act,
        f"{user}: telefon i klucze są usunięte. Po zalogowaniu hasłem ta osoba ustawi je od nowa.",
        "accounts:officials",
        template="accounts/remove_telephone.html",
        context={"title": f"Usuń telefon i klucze: {user}", "person": user},
    )
