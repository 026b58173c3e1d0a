"""Papers: batches, what was keyed of a card (sealed), its second keying, and cards that are disputed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wibo.editions.models import Edition
from wibo.rulebook.voting.reasons import Reason
from wibo.towns.scoping import TownOwned, town_manager
from wibo.voting.urn.models.cast import Envelope
from wibo.wording.faults import WORDS


class PaperBatch(TownOwned):
    """Ballot papers of one box and day, counted by two people before anyone keys them."""

    PERSONAL = ()
    PLAIN = (
        "edition",
        "name",
        "cast_on",
        "expected",
        "opened_at",
        "opened_by",
        "counted_at",
        "counted_by",
        "closed_at",
        "closing_note",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="batches")
    name = models.CharField(max_length=120)
    cast_on = models.DateField()
    expected = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    counted_at = models.DateTimeField(null=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closing_note = models.TextField(blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="batch_name_is_unique"),
            models.CheckConstraint(
                condition=Q(counted_by=None) | ~Q(counted_by=F("opened_by")), name="papers_are_counted_by_two"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KeyedCard(TownOwned):
    """What was keyed from a card of the drawn share, sealed for the worker alone to compare; see ADR 9.

    Rows live only while their batch is open.
    """

    PERSONAL = ("sealed",)
    PLAIN = ("envelope",)
    town_path = "envelope__edition__town"

    envelope = models.OneToOneField(Envelope, on_delete=models.CASCADE, related_name="keyed_card")
    sealed = models.BinaryField()

    objects = town_manager("envelope__edition__town")

    def __str__(self) -> str:
        return str(self.envelope_id)


class Settlement(models.TextChoices):
    """Which keying of a card stands."""

    COMPARING = "comparing", "porównywane"
    AGREED = "agreed", "zgodne"
    WAITING = "waiting", "do sprawdzenia"
    FIRST = "first", "zostaje pierwsze wpisanie"
    SECOND = "second", "zostaje drugie wpisanie"


class SecondKeying(TownOwned):
    """A card keyed again by another person, and where the two differ a third time. `differs` names what differs.

    `sealed` and `third` are what was keyed, for the worker alone, until it is settled.
    """

    PERSONAL = ("sealed", "third")
    PLAIN = ("batch", "serial", "first", "by", "third_by", "settlement", "differs")
    town_path = "batch__edition__town"

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="second_keyings")
    serial = models.PositiveIntegerField()
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settlement = models.CharField(max_length=10, choices=Settlement.choices)
    differs = models.CharField(max_length=500, blank=True)
    sealed = models.BinaryField(default=bytes)
    third = models.BinaryField(default=bytes)
    third_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = town_manager("batch__edition__town")

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "serial"], name="card_is_keyed_again_once"),
            models.CheckConstraint(condition=~Q(first=F("by")), name="second_keying_by_another_person"),
        ]

    def __str__(self) -> str:
        return f"{self.serial}: {self.settlement}"


class Dispute(TownOwned):
    """A card put aside for the commission: not keyed before it is decided."""

    PERSONAL = ()
    PLAIN = (
        "batch",
        "serial",
        "question",
        "asked_by",
        "asked_at",
        "is_valid",
        "reason",
        "answer",
        "decided_by",
        "decided_at",
    )
    town_path = "batch__edition__town"

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="disputes")
    serial = models.PositiveIntegerField()
    question = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    is_valid = models.BooleanField(null=True)
    reason = models.CharField(max_length=3, blank=True, choices=[(r.value, WORDS[r]) for r in Reason])
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = town_manager("batch__edition__town")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "serial"], name="card_is_disputed_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_valid=None, decided_by="", reason="")
                | Q(decided_at__isnull=False, is_valid=True, reason="") & ~Q(decided_by="")
                | Q(decided_at__isnull=False, is_valid=False) & ~Q(decided_by="") & ~Q(reason=""),
                name="dispute_is_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}, {self.serial}"

    @property
    def in_words(self) -> str:
        """The decision for people."""
        if self.decided_at is None:
            return "czeka na komisję"
        return "ważna" if self.is_valid else f"nieważna, {self.reason}: {WORDS[Reason(self.reason)]}"
