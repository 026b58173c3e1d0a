"""A person's own account: another address, all data as a file, leaving."""

from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, outlasts_service, public, requires
from wibo.access.permissions import Can
from wibo.access.throttling import LETTERS
from wibo.accounts.forms import NewEmailForm, PasswordForm
from wibo.accounts.models import User
from wibo.accounts.own import ask_new_email, take_new_email
from wibo.accounts.requests import AccountRequest
from wibo.accounts.tokens import new_email_tokens
from wibo.accounts.views import authenticated, base_url, user_of_link
from wibo.home.leaving import leave
from wibo.home.mine import all_of
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import attempt, done, filled


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@sensitive_post_parameters()
def new_email(request: AccountRequest) -> HttpResponse:
    """Ask for another address; the letter to it makes the change."""
    form = NewEmailForm(request.POST or None)

    def act() -> HttpResponse:
        authenticated(request, request.user.email, form.cleaned_data["password"])
        # The letter goes to whom the form names, who may never have asked for one.
        LETTERS.take(visitor(request))
        email = form.cleaned_data["email"]
        ask_new_email(request.user, email, at=request.now, base_url=base_url(request))
        said = "Wysłaliśmy list na nowy adres. Adres zmieni się, gdy otworzysz odnośnik z listu."
        return done(request, said, "accounts:me")

    answer = filled(request, form, act, field="password")
    context = {"title": "Zmień adres e-mail", "form": form}
    return render(request, "home/new_email.html", context) if answer is None else answer


@public
@anytime
@outlasts_service
def confirm_email(request: TownRequest, uid: str, token: str) -> HttpResponse:
    """The letter's link; the change is made by the button, since programs open links, too."""
    user = user_of_link(uid, token, new_email_tokens)
    if user is None:
        return render(request, "accounts/bad_link.html", {"title": "Odnośnik nie działa"})
    if request.method != "POST":
        return render(request, "home/confirm_email.html", {"title": "Nowy adres e-mail"})

    def act() -> None:
        take_new_email(user, at=request.now)

    return attempt(request, act, "Adres jest zmieniony. Zaloguj się nowym.", "accounts:sign-in")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def my_data(request: AccountRequest) -> HttpResponse:
    """All that the service keeps of the person, as a file."""
    response = JsonResponse(all_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="moje-dane.json"'
    return response


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def notices(request: AccountRequest) -> HttpResponse:
    """Switch letters that ask for nothing on or off."""
    wants = request.POST.get("listy") == "tak"
    User.objects.filter(pk=request.user.pk).update(wants_notices=wants)
    said = (
        "Będziemy pisać o każdym kroku."
        if wants
        else "Napiszemy tylko wtedy, gdy trzeba coś zrobić albo wniosek nie przejdzie."
    )
    return done(request, said, "accounts:me")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@outlasts_service
@sensitive_post_parameters()
def delete(request: AccountRequest) -> HttpResponse:
    """Delete the account, with the password once more."""
    form = PasswordForm(request.POST or None)

    def act() -> HttpResponse:
        user = request.user
        authenticated(request, user.email, form.cleaned_data["password"])
        leave(user, act=request.act)
        logout(request)
        return done(request, "Konto jest usunięte.", "home:front")

    answer = filled(request, form, act, field="password")
    context = {"title": "Usuń konto", "form": form}
    return render(request, "home/delete_account.html", context) if answer is None else answer
