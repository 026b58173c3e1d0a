"""Where a town's site is."""

from django.conf import settings
from django.urls import get_script_prefix, reverse

from wibo.towns.models import Town


def address_of(town: Town) -> str:
    """The town's address without a slash at its end."""
    port = f":{settings.PORT}" if settings.DEMO else ""
    host = town.host or f"{town.slug}.{settings.BASE_HOST}"
    return f"{settings.BASE_SCHEME}://{host}{port}"


def lasting_address(town: Town, name: str, *what: object) -> str:
    """A page's whole address, for letters: without what stands before addresses of the page that is asked for now."""
    return f"{address_of(town)}/{reverse(name, args=what).removeprefix(get_script_prefix())}"
