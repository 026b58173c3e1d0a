"""CountRun, TieDraw and Publication. A run is never changed; a later run stands beside it."""

from functools import cached_property

from django.db import models
from django.db.models import Q

from wibo.editions.models import Edition, Pool
from wibo.towns.scoping import TownOwned, town_manager


class CountRun(TownOwned):
    """One pool counted and awarded. Maps are by project number; `spent` and `amount` in grosze."""

    PERSONAL = ()
    PLAIN = (
        "edition", "pool", "number", "made_at", "made_by", "input_digest", "settings", "amount", "ballots",
        "votes", "score", "funded", "spent", "steps", "tied", "outcomes", "truncated", "lot",
    )  # fmt: skip
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    input_digest = models.CharField(max_length=64)
    settings = models.JSONField()
    amount = models.PositiveBigIntegerField()
    ballots = models.PositiveIntegerField()
    votes = models.JSONField()
    score = models.JSONField()
    funded = models.JSONField()
    spent = models.PositiveBigIntegerField()
    steps = models.JSONField()
    tied = models.JSONField(default=list)
    outcomes = models.JSONField(default=list)
    truncated = models.BooleanField(default=False)
    lot = models.JSONField(default=list)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["pool", "number"], name="run_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.pool} {self.number}"

    @property
    def tie_decides(self) -> bool:
        """Whether a decision is still needed."""
        return bool(self.tied)

    @cached_property
    def left(self) -> int:
        """Grosze left in the pool; below zero where the regulation funds the last project in full."""
        return self.amount - self.spent


class TieDraw(TownOwned):
    """How a tie was settled: the order of the tied projects, by the regulation or by a draw."""

    PERSONAL = ()
    PLAIN = ("run", "order", "method", "reason", "settled_by", "settled_at")
    town_path = "run__edition__town"

    class Method(models.TextChoices):
        """Where the order comes from."""

        REGULATION = "regulation", "kryterium z regulaminu"
        DRAW = "draw", "losowanie"
        PUBLISHED = "published", "decyzja ogłoszona przez gminę"

    run = models.OneToOneField(CountRun, on_delete=models.CASCADE, related_name="draw")
    order = models.JSONField()
    method = models.CharField(max_length=12, choices=Method.choices)
    reason = models.TextField(max_length=1000)
    settled_by = models.CharField(max_length=150)
    settled_at = models.DateTimeField()

    objects = town_manager("run__edition__town")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="draw_has_reason")]

    def __str__(self) -> str:
        return self.get_method_display()


class Publication(TownOwned):
    """That the edition's results are public, since when and by whom."""

    PERSONAL = ()
    PLAIN = ("edition", "published_at", "published_by", "runs")
    town_path = "edition__town"

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)
    runs = models.JSONField(default=list)

    objects = town_manager("edition__town")

    def __str__(self) -> str:
        return str(self.published_at)
