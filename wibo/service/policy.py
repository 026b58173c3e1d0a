"""The Content-Security-Policy header, put together once for a process and not for each answer."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

# What a view may have changed about the policy of its answer (csp.decorators).
_OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class PolicyMiddleware(CSPMiddleware):
    """As django-csp's. An answer whose view changes nothing gets the policy of the settings, which is always the same words."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        super().__init__(get_response)
        self._usual = build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """Make no nonce: no script or style of ours stands in a page."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header."""
        if any(name in vars(response) for name in _OWN):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response
