"""From whom letters come: the installation's address, which its relay signs for, in the town's name; answers go to the town."""

from email.utils import formataddr, parseaddr

from django.conf import settings

from wibo.towns.models import Town


def sender_of(town: Town) -> str:
    """The sender as mail programs show it."""
    return formataddr((town.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def reply_to(town: Town) -> list[str]:
    """Where an answer goes: the town's office, where it has an address."""
    return [town.contact_email] if town.contact_email else []
