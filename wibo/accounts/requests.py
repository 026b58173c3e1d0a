"""The request of somebody who has signed in, as the access middleware hands it to views that require a permission."""

from wibo.accounts.models import User
from wibo.journal.acts import Act
from wibo.towns.requests import TownRequest


class AccountRequest(TownRequest):
    """`user` is an account of this town that may call the view; `act` is what they do, made once."""

    user: User
    act: Act
