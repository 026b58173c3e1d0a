"""The request as the operator's console sees it: on a host of no town."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest


class OperatorRequest(HttpRequest):
    """`now` is the only clock; `user` is an operator, or anonymous before signing in."""

    now: datetime
    user: Any
