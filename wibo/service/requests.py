"""The request as the operator's console sees it: on a host of no town."""

from datetime import datetime

from django.http import HttpRequest

from wibo.journal.acts import Act
from wibo.service.models import Operator


class ConsoleRequest(HttpRequest):
    """`now` is the only clock; nobody has signed in yet."""

    now: datetime


class OperatorRequest(ConsoleRequest):
    """`user` is the operator; `act` is what they do, made once."""

    user: Operator  # type: ignore[assignment]  # the console has its own accounts
    act: Act
