"""CountRun: a run is never changed; a later run stands beside it."""

from functools import cached_property

from django.db import models

from wibo.editions.models import Edition, Pool
from wibo.towns.scoping import TownOwned, town_manager


class CountRun(TownOwned):
    """One pool counted and awarded. Maps are by project number; money in grosze.

    `planned` is what voters were told, `extra` rows of [words, grosze] that came to it (leftovers of another
    pool, a change by the town), `amount` their sum. `moves` are [project, funded, left before it] in order.
    """

    PERSONAL = ()
    PLAIN = (
        "edition", "pool", "number", "made_at", "made_by", "input_digest", "settings", "planned", "extra", "amount",
        "ballots", "votes", "score", "funded", "spent", "moves", "steps", "tied", "outcomes", "truncated", "lot",
    )  # fmt: skip
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    input_digest = models.CharField(max_length=64)
    settings = models.JSONField()
    planned = models.PositiveBigIntegerField(default=0)
    extra = models.JSONField(default=list)
    amount = models.PositiveBigIntegerField()
    ballots = models.PositiveIntegerField()
    votes = models.JSONField()
    score = models.JSONField()
    funded = models.JSONField()
    spent = models.PositiveBigIntegerField()
    moves = models.JSONField(default=list)
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
