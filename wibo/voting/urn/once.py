"""Questions about the one ballot of a person that counts."""

from django.db import connection

from wibo.editions.models import Edition
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.voting.urn.models import Envelope


def has_taken_part(edition: Edition, tag: bytes) -> bool:
    """Whether the person has, on the web or on paper. Asked for every voter: put together by the ORM it takes twice as long."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [edition.pk, tag])
        return cursor.fetchone() is not None


_TAKEN = "SELECT 1 FROM voting_participation WHERE edition_id = %s AND tag = %s"


def is_replaceable(edition: Edition, tag: bytes) -> bool:
    """Whether a vote on the web may still take the place of a person's paper ballot."""
    if edition.duplicate_rule != DuplicateRule.WEB:
        return False
    valid = Envelope.objects.valid().filter(edition=edition, participation__tag=tag, channel=Channel.PAPER)
    return bool(valid.exists())


def superseded(envelope: Envelope) -> bool:
    """Whether an earlier ballot of the same person has given way to this one."""
    others = Envelope.objects.invalid().filter(participation=envelope.participation_id)
    return envelope.participation_id is not None and others.exists()
