"""An official's passkeys and printed codes, on their own account's pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from wibo.access.marks import anytime, before_telephone, requires
from wibo.access.permissions import Can
from wibo.accounts.factors import has_factor, new_sheet
from wibo.accounts.forms import KeyForm
from wibo.accounts.models import Passkey
from wibo.accounts.own_factor import codes_page
from wibo.accounts.passkeys import Question, WrongKey, add_key, remove_key, site_of, to_add
from wibo.accounts.proving import note_given, proof_form, refuse_stranger
from wibo.accounts.requests import AccountRequest
from wibo.accounts.signing import end_sessions
from wibo.ui.acting import done, filled

_TITLE = "Dodaj klucz dostępu"
# In the session: what the newest page asks for, once its person has proved to be there.
_ASKED = "adding-key"
_TAKEN = "Klucz jest dodany. Od teraz możesz nim potwierdzać logowanie."


@before_telephone
@requires(Can.SEE_OFFICE)
@anytime
@never_cache
@sensitive_post_parameters()
def add(request: AccountRequest) -> HttpResponse:
    """First who sits here proves to be the person; then the browser makes the key on the next page."""
    form = proof_form(request)

    def act() -> HttpResponse:
        refuse_stranger(request, form)
        return _page(request, KeyForm())

    answer = filled(request, form, act)
    return answer or render(request, "accounts/add_key.html", {"title": _TITLE, "form": form})


@before_telephone
@requires(Can.SEE_OFFICE)
@anytime
@never_cache
@sensitive_post_parameters()
def make(request: AccountRequest) -> HttpResponse:
    """Take the key that the browser has made for the newest page, once; codes are shown with the first."""
    kept = request.session.pop(_ASKED, None)
    if request.method != "POST" or kept is None:
        return redirect("accounts:add-key")
    form = KeyForm(request.POST)

    def act() -> HttpResponse:
        given, asked = form.cleaned_data, Question({}, *kept)
        if not given["answer"]:
            raise WrongKey("Przeglądarka nie dodała klucza. Spróbuj jeszcze raz.")
        codes = add_key(
            request.user, site_of(request), asked, given["answer"], given["name"], act=request.act
        )
        note_given(request, request.now)
        end_sessions(request.user, but=request.session.session_key)
        return codes_page(request, codes, _TAKEN) if codes else done(request, _TAKEN, "accounts:me")

    return filled(request, form, act) or _page(request, form)


def _page(request: AccountRequest, form: KeyForm) -> HttpResponse:
    """The page on which the browser makes a key."""
    question = to_add(request.user, site_of(request), request.now)
    request.session[_ASKED] = [question.state, question.asked_at]
    context = {"title": _TITLE, "form": form, "question": question}
    return render(request, "accounts/make_key.html", context)


@requires(Can.SEE_OFFICE)
@anytime
@never_cache
@sensitive_post_parameters()
def print_codes(request: AccountRequest) -> HttpResponse:
    """New printed codes in the place of those that are left."""
    if not has_factor(request.user):
        return redirect("accounts:me")
    form = proof_form(request)

    def act() -> HttpResponse:
        refuse_stranger(request, form)
        return codes_page(request, new_sheet(request.user, request.now), "Poprzednie kody już nie działają.")

    context = {"title": "Nowe kody", "form": form}
    return filled(request, form, act) or render(request, "accounts/new_codes.html", context)


@requires(Can.SEE_OFFICE)
@anytime
@never_cache
@sensitive_post_parameters()
def remove(request: AccountRequest, pk: int) -> HttpResponse:
    """Take one of the person's own keys away, once they have proved to be there."""
    key = get_object_or_404(Passkey.objects.select_related("user__town"), pk=pk, user=request.user)
    form = proof_form(request)

    def act() -> HttpResponse:
        refuse_stranger(request, form)
        remove_key(key, site_of(request), act=request.act)
        return done(request, "Klucz jest usunięty.", "accounts:me")

    context = {"title": f"Usuń klucz: {key.name}", "form": form}
    return filled(request, form, act) or render(request, "accounts/remove_key.html", context)
