"""The request of somebody who has signed in, as the access middleware hands it to views that require a permission."""

from django.conf import settings
from django.http import HttpRequest

from wibo.accounts.models import User
from wibo.journal.acts import Act
from wibo.towns.requests import TownRequest


class AccountRequest(TownRequest):
    """`user` is an account of this town that may call the view; `act` is what they do, made once."""

    user: User
    act: Act


def is_official(request: HttpRequest) -> bool:
    """Whether who asks works in the town's office. Strangers have no session, and none is looked for."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return signed_in and getattr(getattr(request, "user", None), "is_official", False)
