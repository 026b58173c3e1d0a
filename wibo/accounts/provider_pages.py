"""To the town's provider of OpenID Connect, and back from it."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from wibo.access.marks import anytime, outlasts_service, public
from wibo.access.throttling import PROVIDER
from wibo.accounts.models import Provider
from wibo.accounts.provider import account_of, lead, provider_of
from wibo.accounts.second_step import entered, onward
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import fetched

_NEXT = "provider-next"


@public
@anytime
@outlasts_service
@never_cache
def lead_there(request: TownRequest) -> HttpResponse:
    """To the provider's page; where the person was going is kept in the session."""
    provider = _provider(request)
    request.session[_NEXT] = onward(request)

    def act() -> HttpResponse:
        # Each way there asks the provider anew, and waits for it.
        PROVIDER.take(visitor(request))
        return lead(request, provider)

    return fetched(request, act, "accounts:sign-in")


@public
@anytime
@outlasts_service
@never_cache
def back(request: TownRequest) -> HttpResponse:
    """Back with the provider's word: signed in, or asked for the telephone's number, or told why not."""
    provider = _provider(request)
    target = str(request.session.pop(_NEXT, ""))

    def act() -> HttpResponse:
        user = account_of(request, provider, request.now)
        return entered(request, user, target, "")

    return fetched(request, act, "accounts:sign-in")


def _provider(request: TownRequest) -> Provider:
    found = provider_of(request.town)
    if found is None:
        raise Http404
    return found
