"""Files of an application: attachments, and pictures for everyone."""

import secrets
from pathlib import PurePath

from django.db import models
from django.db.models import Q

from wibo.proposals.models.proposal import Proposal
from wibo.rulebook.proposing.parts import NEVER_PUBLIC, Purpose
from wibo.towns.pictures import SizedPicture
from wibo.towns.scoping import TownOwned, town_manager
from wibo.wording.proposing import PURPOSES


def attachment_name(attachment: "Attachment", name: str) -> str:
    """A name that nobody guesses, tells nothing and fits every disk; the sender's own stands in `name`."""
    return f"attachments/{secrets.token_hex(12)}{PurePath(name).suffix.casefold()}"


class Attachment(TownOwned):
    """A file of up to 10 MB, seen by the office and the author unless the office makes it public."""

    PERSONAL = ("file", "name")
    PLAIN = ("proposal", "kind", "purpose", "size", "is_public", "added_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=attachment_name, max_length=200)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=100)
    purpose = models.CharField(max_length=10, default=Purpose.OTHER.value)
    size = models.PositiveIntegerField()
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]), name="purpose_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_public(self) -> bool:
        """Whether everyone may ever see it: consents, lists of support and scans hold personal data."""
        return Purpose(self.purpose) not in NEVER_PUBLIC

    @property
    def purpose_in_words(self) -> str:
        """What the file is for."""
        return PURPOSES[Purpose(self.purpose)]


class Picture(SizedPicture):
    """A picture for everyone, once the proposal is handed in; the office can hide it. `words` tell it to who cannot see it."""

    PERSONAL = ("large_webp", "large_jpeg", "small_webp", "small_jpeg", "words")
    PLAIN = ("proposal", "width", "height", "size", "is_hidden", "added_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="pictures")
    is_hidden = models.BooleanField(default=False)

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="picture_is_told_in_words"),
        ]
