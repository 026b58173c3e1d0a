"""Protests and extensions: about ballots before the urn is opened, about the result after it. No name is kept here."""

from django.db import models
from django.db.models import F, Q

from wibo.editions.models import CHANNEL_NAMES, Edition
from wibo.rulebook.calendar.schedule import Channel
from wibo.towns.scoping import TownOwned, town_manager


class About(models.TextChoices):
    """What a protest is about."""

    BALLOTS = "ballots", "przebieg głosowania i karty"
    RESULT = "result", "wynik"


class Protest(TownOwned):
    """A protest by the number of its letter; who wrote it stands in the office's own files."""

    PERSONAL = ()
    PLAIN = (
        "edition",
        "about",
        "letter",
        "received_on",
        "summary",
        "filed_at",
        "filed_by",
        "upheld",
        "answer",
        "decided_at",
        "decided_by",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="protests")
    about = models.CharField(max_length=8, choices=About.choices)
    letter = models.CharField(max_length=60)
    received_on = models.DateField()
    summary = models.CharField(max_length=500)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=150)
    upheld = models.BooleanField(null=True)
    answer = models.TextField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["decided_at", "received_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "letter"], name="protest_letter_is_unique"),
            models.CheckConstraint(
                condition=Q(upheld=None, decided_at=None)
                | (Q(upheld__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="protest_is_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.letter

    @property
    def outcome(self) -> str:
        """How it was decided, in a word."""
        if self.upheld is None:
            return "czeka na rozstrzygnięcie"
        return "uwzględniony" if self.upheld else "oddalony"


class Extension(TownOwned):
    """Voting goes on longer on a channel, for a reason that everyone reads. Ends are exclusive, as in windows."""

    PERSONAL = ()
    PLAIN = ("edition", "channel", "before", "until", "reason", "made_at", "made_by")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="extensions")
    channel = models.CharField(
        max_length=10, choices=[(channel.value, CHANNEL_NAMES[channel]) for channel in Channel]
    )
    before = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("before")), name="extension_makes_it_longer"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.until)
