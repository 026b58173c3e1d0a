"""An official's passkeys, on their own account's pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, before_telephone, requires
from wibo.access.permissions import Can
from wibo.accounts.factors import factor_of
from wibo.accounts.forms import KeyForm, ProofForm
from wibo.accounts.models import Passkey
from wibo.accounts.own_factor import refuse_stranger
from wibo.accounts.passkeys import Question, WrongKey, add_key, remove_key, site_of, to_add
from wibo.accounts.requests import AccountRequest
from wibo.accounts.signing import end_sessions
from wibo.ui.acting import attempt, done, fetched, filled

_TITLE = "Dodaj klucz dostępu"


@before_telephone
@requires(Can.SEE_OFFICE)
@anytime
@never_cache
@sensitive_post_parameters()
def add(request: AccountRequest) -> HttpResponse:
    """First who sits here proves to be the person; then the browser makes the key. Codes are shown once, with the first."""
    if "token" in request.POST:
        return fetched(request, lambda: _made(request), "accounts:add-key")
    form = ProofForm(request.POST or None, has_factor=factor_of(request.user) is not None)

    def act() -> HttpResponse:
        refuse_stranger(request, form.cleaned_data["password"], form.cleaned_data.get("current"))
        question = to_add(request.user, site_of(request), request.now)
        return _page(request, KeyForm(initial={"token": question.token}), question)

    answer = filled(request, form, act)
    return answer or render(request, "accounts/add_key.html", {"title": _TITLE, "form": form})


def _page(request: AccountRequest, form: KeyForm, question: Question) -> HttpResponse:
    return render(request, "accounts/make_key.html", {"title": _TITLE, "form": form, "question": question})


def _made(request: AccountRequest) -> HttpResponse:
    """The key that the browser has made is taken. Raises Refused."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        raise WrongKey("Przeglądarka nie dodała klucza. Spróbuj jeszcze raz i nazwij go najwyżej 60 znakami.")
    given = form.cleaned_data
    site, name = site_of(request), given["name"]
    codes = add_key(request.user, site, given["token"], given["answer"], name, act=request.act)
    end_sessions(request.user, but=request.session.session_key)
    said = "Klucz jest dodany. Od teraz logujesz się hasłem i kluczem."
    if not codes:
        return done(request, said, "accounts:me")
    messages.success(request, said)
    context = {"title": "Kody na wypadek zgubienia klucza", "codes": codes}
    return render(request, "accounts/codes.html", context)


@requires(Can.SEE_OFFICE)
@anytime
@require_POST
def remove(request: AccountRequest, pk: int) -> HttpResponse:
    """Take one of the person's own keys away."""
    key = get_object_or_404(Passkey.objects.select_related("user__town"), pk=pk, user=request.user)
    return attempt(request, lambda: remove_key(key, act=request.act), "Klucz jest usunięty.", "accounts:me")
