"""Sign-up with confirmation by letter, sign-in and out, a new password."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access import kept
from wibo.access.marks import anytime, outlasts_service, public, requires
from wibo.access.permissions import Can
from wibo.access.refusal import WrongPassword
from wibo.access.throttling import LETTERS, SIGN_IN, SIGN_IN_ACCOUNT, SIGN_IN_PLACE, TooMany, Try, attempts
from wibo.accounts import actions
from wibo.accounts.factors import factor_of, has_factor
from wibo.accounts.forms import EmailForm, NewPasswordForm, SignInForm, SignUpForm
from wibo.accounts.models import User
from wibo.accounts.passkeys import site_of
from wibo.accounts.provider import provider_of
from wibo.accounts.requests import AccountRequest
from wibo.accounts.second_step import HALFWAY, entered, onward, second_step
from wibo.accounts.signing import sessions_of
from wibo.accounts.tokens import confirmation_tokens
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import filled


def base_url(request: TownRequest) -> str:
    """Where links in letters begin."""
    return f"{request.scheme}://{request.get_host()}"


@public
@anytime
@sensitive_post_parameters()
@in_chosen_language
def sign_up(request: TownRequest) -> HttpResponse:
    """Create an account; the next page is the same whether the address was known or not."""
    form = SignUpForm(request.POST or None)
    target = onward(request)
    if request.method == "POST" and form.is_valid() and _may_write(request, form):
        with suppress(IntegrityError):
            # Two forms at once with one address: the other has written the letter.
            actions.sign_up(
                town=request.town,
                at=request.now,
                base_url=base_url(request),
                onward=target,
                **form.cleaned_data,
            )
        return redirect("accounts:check-mail")
    return render(
        request, "accounts/sign_up.html", {"title": gettext("Załóż konto"), "form": form, "next": target}
    )


def _may_write(request: TownRequest, form: Any) -> bool:
    """Whether one more letter may go out on this visitor's word; the form says so when not."""
    try:
        LETTERS.take(visitor(request))
    except TooMany as refused:
        form.add_error(None, refused.message)
        return False
    return True


@public
@anytime
@in_chosen_language
def check_mail(request: TownRequest) -> HttpResponse:
    """What to do after signing up."""
    return render(request, "accounts/check_mail.html", {"title": gettext("Sprawdź pocztę")})


def user_of_link(uid: str, token: str, tokens: PasswordResetTokenGenerator) -> User | None:
    """The account that a letter's link is for; None for a link that does not work, or no longer."""
    try:
        pk = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    user: User | None = User.objects.filter(pk=pk).first()
    return user if user and user.is_genuine and tokens.check_token(user, token) else None


@public
@anytime
@outlasts_service
@in_chosen_language
def confirm(request: TownRequest, uid: str, token: str) -> HttpResponse:
    """The letter's link: the person sets the password, which confirms the account."""
    user = user_of_link(uid, token, confirmation_tokens)
    if user is None or actions.was_confirmed(user):
        return render(request, "accounts/bad_link.html", {"title": gettext("Odnośnik nie działa")})
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.confirm(user, form.cleaned_data["password"], at=request.now)
        said = (
            gettext("Konto jest gotowe. To jest pulpit urzędu.")
            if user.is_official
            else gettext("Konto jest potwierdzone. Możesz napisać pierwszy wniosek.")
        )
        target = onward(request)
        messages.success(request, gettext("Konto jest potwierdzone.") if target else said)
        return entered(request, user, target, "")
    return render(request, "accounts/confirm.html", {"title": gettext("Potwierdź konto"), "form": form})


@public
@anytime
@outlasts_service
@sensitive_post_parameters()
@in_chosen_language
def sign_in(request: TownRequest) -> HttpResponse:
    """Sign in and go where the person was going, with what they had typed there."""
    if HALFWAY in request.POST:
        return second_step(request)
    form = SignInForm(None if kept.is_arriving(request) else request.POST or None)
    target = onward(request)
    carried = kept.packed(request)

    def act() -> HttpResponse:
        user = authenticated(request, form.cleaned_data["email"], form.cleaned_data["password"])
        return entered(request, user, target, carried)

    answer = filled(request, form, act)
    context = {"title": gettext("Zaloguj się"), "form": form, "next": target, "carried": carried}
    context["provider"] = provider_of(request.town)
    return render(request, "accounts/sign_in.html", context) if answer is None else answer


def authenticated(request: TownRequest, email: str, password: str) -> Any:
    """The account. Raises Refused for a wrong password, and for guessing at one account or from one place."""
    place, account = visitor(request), f"{request.town.pk}:{email.casefold()}"
    tries = [Try(SIGN_IN_PLACE, place), Try(SIGN_IN_ACCOUNT, account), Try(SIGN_IN, f"{account}:{place}")]
    with attempts(tries, WrongPassword):
        user = authenticate(request, username=email, password=password)
        if user is None:
            raise WrongPassword(
                gettext("E-mail albo hasło się nie zgadza. Jeśli konto jest nowe, potwierdź je z listu.")
            )
    return user


@public
@anytime
@outlasts_service
@require_POST
def sign_out(request: TownRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    answer = redirect("home:front")
    # What the browser has kept of unsent text goes with whoever leaves a shared computer.
    answer["Clear-Site-Data"] = '"storage"'
    return answer


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def me(request: AccountRequest) -> HttpResponse:
    """The person's own account."""
    context = {
        "title": "Moje konto",
        "factor": factor_of(request.user),
        "keys": [key for key in request.user.passkeys.all() if key.is_genuine],
        "has_factor": has_factor(request.user),
        "here": site_of(request).host,
        "sessions": sessions_of(request.user, request),
    }
    return render(request, "accounts/me.html", context)


@public
@anytime
@outlasts_service
@in_chosen_language
def forgotten(request: TownRequest) -> HttpResponse:
    """Ask for the letter that sets a new password."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_write(request, form):
        actions.send_reset(
            town=request.town, email=form.cleaned_data["email"], at=request.now, base_url=base_url(request)
        )
        return redirect("accounts:check-mail")
    return render(request, "accounts/forgotten.html", {"title": gettext("Nowe hasło"), "form": form})


@public
@anytime
@outlasts_service
@sensitive_post_parameters()
@in_chosen_language
def reset(request: TownRequest, uid: str, token: str) -> HttpResponse:
    """Set a new password from the letter's link."""
    user = user_of_link(uid, token, default_token_generator)
    if user is None:
        return render(request, "accounts/bad_link.html", {"title": gettext("Odnośnik nie działa")})
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(user, form.cleaned_data["password"], at=request.now)
        messages.success(request, "Hasło jest zmienione. Zaloguj się nowym.")
        return redirect("accounts:sign-in")
    return render(request, "accounts/reset.html", {"title": gettext("Nowe hasło"), "form": form})
