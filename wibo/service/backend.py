"""Signing in on the operator's host. A town's host never sees an operator, nor this host a town's account."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django_scopes import get_scope

from wibo.service.models import Operator


class OperatorBackend(BaseBackend):
    """E-mail and password of an operator."""

    def signed_in(self, email: str, password: str) -> Operator | None:
        """The operator, or None; an unknown address takes as long as a wrong password."""
        found = Operator.objects.by_email(email)
        if found is None:
            Operator(password="").set_password(password)
            return None
        return found if found.check_password(password) and found.is_active else None

    def get_user(self, user_id: int) -> Any:
        """The session's operator; None inside a town."""
        if get_scope().get("town") is not None:
            return None
        return Operator.objects.filter(pk=user_id, is_active=True).first()


def sign_in_operator(request: HttpRequest, operator: Any) -> None:
    """Begin the operator's session."""
    login(request, operator, backend="wibo.service.backend.OperatorBackend")
