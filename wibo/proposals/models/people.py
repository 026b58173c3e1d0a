"""People beside the author: those who write with them, and those who support the idea on line."""

from django.conf import settings
from django.db import models

from wibo.proposals.models.proposal import Proposal
from wibo.towns.scoping import TownOwned, town_manager


class CoAuthor(TownOwned):
    """Somebody whom the author asked to write with them; `user` and `accepted_at` are there once they have agreed."""

    PERSONAL = ("email",)
    PLAIN = ("proposal", "user", "invited_at", "accepted_at", "left_at", "publish")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="co_authors")
    email = models.EmailField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    # Who left wrote with the author all the same, and judges nothing of it.
    left_at = models.DateTimeField(null=True)
    # Whether everyone may see the name.
    publish = models.BooleanField(default=False)

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "email"],
                condition=models.Q(left_at__isnull=True),
                name="co_author_is_asked_once",
            ),
            models.UniqueConstraint(
                fields=["proposal", "user"],
                condition=models.Q(user__isnull=False, left_at__isnull=True),
                name="co_author_is_one_person_once",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, accepted_at__isnull=True)
                | models.Q(user__isnull=False, accepted_at__isnull=False),
                name="co_author_has_agreed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user else self.email


class Mailbox(TownOwned):
    """An address that counts once it is confirmed; `mailbox` is what all its spellings share
    (`rulebook.people.codes.canonical_email`).
    """

    email = models.EmailField()
    mailbox = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Supporter(Mailbox):
    """Somebody who backs an idea on line; counted once the address is confirmed, and never shown."""

    PERSONAL = ("name", "email", "mailbox")
    PLAIN = ("proposal", "asked_at", "confirmed_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supporters")
    name = models.CharField(max_length=150)

    objects = town_manager("proposal__edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "mailbox"], name="supporter_counts_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Follower(Mailbox):
    """A mailbox to which each public step of a proposal is told, once it is confirmed; nobody else learns of it."""

    PERSONAL = ("email", "mailbox")
    PLAIN = ("proposal", "asked_at", "confirmed_at", "told")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="followers")
    # The key of the last telling that was written to this mailbox.
    told = models.PositiveBigIntegerField(default=0)

    objects = town_manager("proposal__edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "mailbox"], name="follower_is_told_once"),
        ]

    def __str__(self) -> str:
        return self.email


class Telling(TownOwned):
    """A public step that is to be told to all who follow a proposal at `made_at`: the worker writes the letters in portions.

    `once` names a step that is told once whoever notices it (the beginning of voting); empty for any other.
    """

    PERSONAL = ()
    PLAIN = ("proposal", "subject", "said", "once", "made_at", "done_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="tellings")
    subject = models.CharField(max_length=100)
    said = models.TextField()
    once = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = town_manager("proposal__edition__town")

    class Meta:
        indexes = [models.Index(fields=["done_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "once"], condition=~models.Q(once=""), name="a_step_is_told_once"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
