"""Checks on the keying of paper: what was keyed (as MACs), the second keying, and cards that are disputed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wibo.rulebook.reasons import WORDS, Reason
from wibo.towns.scoping import TownOwned, town_manager
from wibo.voting.models.cast import Envelope, PaperBatch


class KeyedItem(TownOwned):
    """One thing keyed from a card (the person, the area, the fault, the marks of a list) as a MAC; see ADR 8.

    Rows live only while their batch is open.
    """

    PERSONAL = ("mac",)
    PLAIN = ("envelope", "item")
    town_path = "envelope__edition__town"

    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="keyed_items")
    item = models.CharField(max_length=20)
    mac = models.BinaryField(max_length=32)

    objects = town_manager("envelope__edition__town")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["envelope", "item"], name="item_is_keyed_once")]

    def __str__(self) -> str:
        return self.item


class Settlement(models.TextChoices):
    """Which keying of a card stands."""

    AGREED = "agreed", "zgodne"
    WAITING = "waiting", "do sprawdzenia"
    FIRST = "first", "zostaje pierwsze wpisanie"
    SECOND = "second", "zostaje drugie wpisanie"


class SecondKeying(TownOwned):
    """A card keyed again by another person. `differs` names what differs; `items` are its MACs until it is settled."""

    PERSONAL = ("items",)
    PLAIN = ("batch", "serial", "first", "by", "settlement", "differs")
    town_path = "batch__edition__town"

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="second_keyings")
    serial = models.PositiveIntegerField()
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settlement = models.CharField(max_length=10, choices=Settlement.choices)
    differs = models.CharField(max_length=500, blank=True)
    items = models.JSONField(default=dict)

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
