"""Money that comes beside the rule: a pool changed before the final run, a project funded from elsewhere."""

from django.db import models
from django.db.models import Q

from wibo.editions.models import Edition, Pool
from wibo.towns.scoping import TownOwned, town_manager
from wibo.voting.models import Project


class PoolAdjustment(TownOwned):
    """Grosze added to a pool (or taken from it, below zero) after the vote; the frozen amount stays beside it."""

    PERSONAL = ()
    PLAIN = ("edition", "pool", "amount", "reason", "made_at", "made_by")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="adjustments")
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="adjustments")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="adjustment_changes_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="adjustment_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.amount)


class Addition(TownOwned):
    """A project that did not win and is funded all the same, from other money, by a named decision."""

    PERSONAL = ()
    PLAIN = ("edition", "project", "amount", "source", "reason", "made_at", "made_by")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="additions")
    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="addition")
    amount = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="addition_has_reason")]

    def __str__(self) -> str:
        return self.source
