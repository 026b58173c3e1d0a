"""Questions about the one ballot of a person that counts."""

from wibo.editions.models import Edition
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.voting.urn.models import Envelope


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
