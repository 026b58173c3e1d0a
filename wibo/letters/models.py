"""Letter: what is to be said to which address, and when it was sent. Never a link to an account."""

from datetime import datetime

from django.db import models

from wibo.letters.names import name_of
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager

# Why a letter did not arrive.
FAULTS = (("address", "skrzynka nie przyjęła"), ("server", "serwer poczty nie odpowiadał"))


class LetterQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def by_mail(self) -> "LetterQuerySet":
        """Those that go to an e-mail address."""
        return self.exclude(address="")

    def due(self, now: datetime) -> "LetterQuerySet":
        """Those to be handed over now: not sent, not given up, and their time to be tried again has come.

        Never those of a rehearsal: its people have no mailboxes.
        """
        waits = models.Q(next_try_at=None) | models.Q(next_try_at__lte=now)
        return self.by_mail().filter(waits, sent_at=None, given_up_at=None, town__rehearses=None)

    def given_up(self) -> "LetterQuerySet":
        """Those that nobody got: the office reads which, and may write another way."""
        return self.exclude(given_up_at=None)

    def by_post(self) -> "LetterQuerySet":
        """Those for people without one: the office prints and posts them."""
        return self.filter(address="")

    def to_post(self) -> "LetterQuerySet":
        """Those that the office has not posted yet."""
        return self.by_post().filter(posted_at=None)


class Letter(TownOwned):
    """One plain-text letter. The text is kept until it is erased with the edition's personal data.

    Without an address it goes by post: somebody prints it and notes the day (`posted_at`).
    """

    PERSONAL = ("address", "subject", "body")
    PLAIN = (
        "town",
        "template",
        "written_at",
        "sent_at",
        "posted_at",
        "enclosure",
        "enclosed",
        "about",
        "edition",
        "tries",
        "next_try_at",
        "given_up_at",
        "fault",
    )

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    template = models.CharField(max_length=60)
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    # What goes with it, made when it is sent: a name of `settings.ENCLOSURES` and the key of what it is made of.
    enclosure = models.CharField(max_length=30, blank=True)
    enclosed = models.PositiveBigIntegerField(null=True)
    # What it tells of, as the journal names it: "proposal:12". Empty for letters of accounts.
    about = models.CharField(max_length=40, blank=True, db_index=True)
    # Of which edition's affairs it tells, by key; None for letters of accounts and of no edition.
    edition = models.PositiveBigIntegerField(null=True, db_index=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    # Tries that failed, when the next one is, and why nobody tries any more.
    # Both have their value in the database, too: during an upgrade a web process of before writes letters without them.
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_try_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=10, choices=FAULTS, blank=True, default="", db_default="")

    objects = town_manager(queryset=LetterQuerySet)

    class Meta:
        indexes = [models.Index(fields=["town", "sent_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address="", sent_at__isnull=True)
                | (~models.Q(address="") & models.Q(posted_at__isnull=True)),
                name="letter_goes_by_mail_or_by_post",
            ),
            models.CheckConstraint(
                condition=models.Q(given_up_at=None) | models.Q(sent_at=None),
                name="letter_is_sent_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class OwnWords(TownOwned):
    """What a town adds to a kind of letter, in versions: after the greeting and at the end. The newest holds; empty is none."""

    PERSONAL = ()
    PLAIN = ("town", "template", "number", "opening", "closing", "written_at", "written_by")

    town = models.ForeignKey(Town, on_delete=models.CASCADE)
    template = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    opening = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    objects = town_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["town", "template", "number"], name="own_words_have_one_version"),
        ]

    def __str__(self) -> str:
        return f"{self.template}, {self.number}"


class PassedOn(TownOwned):
    """How many messages passed through on a day (`letters.passing`): of what kind and by which way; never to whom or when."""

    PERSONAL = ()
    PLAIN = ("town", "template", "is_sms", "day", "sent", "failed")

    town = models.ForeignKey(Town, on_delete=models.CASCADE)
    template = models.CharField(max_length=60)
    is_sms = models.BooleanField()
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    objects = town_manager()

    class Meta:
        ordering = ["-day", "template", "-is_sms"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "template", "is_sms", "day"], name="passed_on_is_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.template}"

    @property
    def name(self) -> str:
        """What it is, in words."""
        return name_of(self.template)
