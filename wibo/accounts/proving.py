"""That an account's own person sits at an open session: a session is not enough for what lets others in."""

from datetime import datetime

from django.http import HttpRequest

from wibo.access.refusal import WrongPassword
from wibo.access.throttling import SIGN_IN_ACCOUNT
from wibo.accounts.factors import WrongNumber, has_factor, take_number
from wibo.accounts.forms import ProofForm
from wibo.accounts.requests import AccountRequest

# In the session: when a number, a code or a key was given in it.
_GIVEN = "second-factor-at"
# For so many seconds it need not be given again, so that who has a key alone spends no printed code.
_FRESH = 600


def note_given(request: HttpRequest, now: datetime) -> None:
    """Keep that the session was begun with the second factor."""
    request.session[_GIVEN] = now.timestamp()


def asks_number(request: AccountRequest) -> bool:
    """Whether the proof takes a number, too, and not the password alone."""
    given = request.session.get(_GIVEN, 0)
    return has_factor(request.user) and not 0 <= request.now.timestamp() - given <= _FRESH


def proof_form(request: AccountRequest) -> ProofForm:
    """The form with what is to be proved now."""
    return ProofForm(request.POST or None, asks_number=asks_number(request))


def refuse_stranger(request: AccountRequest, form: ProofForm) -> None:
    """Raise Refused unless who sits here knows the password and, where it is asked, has telephone or code."""
    account = f"{request.user.town_id}:{request.user.email}"
    with SIGN_IN_ACCOUNT.attempt(account, WrongPassword):
        if not request.user.check_password(form.cleaned_data["password"]):
            raise WrongPassword("Hasło się nie zgadza.", "password")
    current = form.cleaned_data.get("current")
    if current is not None:
        try:
            take_number(request.user, current, request.now)
        except WrongNumber as wrong:
            raise WrongNumber(wrong.message, "current") from wrong
