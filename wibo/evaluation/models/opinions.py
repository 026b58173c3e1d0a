"""Units of the office and their opinions."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.evaluation.models.reviews import Verdict
from wibo.proposals.models import Proposal
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, town_manager


class Unit(TownOwned):
    """A unit of the office: roads, green, schools."""

    PERSONAL = ()
    PLAIN = ("town", "name", "is_on")

    town = models.ForeignKey(Town, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    is_on = models.BooleanField(default=True)

    objects = town_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["town", "name"], name="unit_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class UnitMember(TownOwned):
    """Who works in a unit and gives its opinions."""

    PERSONAL = ()
    PLAIN = ("unit", "user")
    town_path = "unit__town"

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    objects = town_manager("unit__town")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="member_of_a_unit_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.user_id}"


RESULTS = [(Verdict.POSITIVE.value, _("pozytywna")), (Verdict.NEGATIVE.value, _("negatywna"))]


class Opinion(TownOwned):
    """What a unit was asked and has said. `cost` is what it would cost by the unit, in grosze."""

    PERSONAL = ()
    PLAIN = (
        "proposal",
        "unit",
        "question",
        "due_on",
        "asked_by",
        "asked_at",
        "result",
        "text",
        "cost",
        "given_by",
        "given_at",
    )
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    question = models.CharField(max_length=500, blank=True)
    due_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    result = models.CharField(
        max_length=12,
        choices=RESULTS,
        blank=True,
    )
    text = models.TextField(max_length=4000, blank=True)
    cost = models.PositiveBigIntegerField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(null=True)

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "unit"], condition=Q(given_at__isnull=True), name="unit_is_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | (~Q(result="") & ~Q(text="")),
                name="opinion_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"opinia {self.pk}"

    def is_late(self, today: date) -> bool:
        """Whether its last day has passed and nothing was said."""
        return self.given_at is None and self.due_on < today
