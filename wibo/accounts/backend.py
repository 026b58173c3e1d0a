"""Signing in within the town of the request: the scope makes another town's account invisible."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django_scopes import get_scope

from wibo.accounts.models import User


class TownBackend(BaseBackend):
    """E-mail and password, for confirmed accounts of the town in scope."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **extra: Any
    ) -> User | None:
        """The account, or None; an unknown address takes as long as a wrong password."""
        user: User | None = User.objects.by_email(username)
        if user is None or not user.is_genuine:
            # A password that somebody has written into the database opens nothing.
            User(password="").set_password(password)
            return None
        return user if user.check_password(password) and user.is_active and user.confirmed_at else None

    def get_user(self, user_id: int) -> User | None:
        """The session's account; None in any other town and outside all."""
        if get_scope().get("town") is None:
            return None
        return User.objects.prefetch_related("grants").filter(pk=user_id, is_active=True).first()
