"""Where a town's site is."""

from django.conf import settings

from wibo.towns.models import Town


def address_of(town: Town) -> str:
    """The town's address without a slash at its end."""
    port = f":{settings.PORT}" if settings.DEMO else ""
    host = town.host or f"{town.slug}.{settings.BASE_HOST}"
    return f"{settings.BASE_SCHEME}://{host}{port}"
