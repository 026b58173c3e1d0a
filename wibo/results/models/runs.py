"""CountRun: a run is never changed; a later run stands beside it."""

from functools import cached_property

from django.db import models

from wibo.editions.models import Edition, Pool
from wibo.rulebook.award.verdicts import Step, Verdict
from wibo.towns.scoping import TownOwned, town_manager


class CountRun(TownOwned):
    """One pool counted and awarded. Maps are by project number; money in grosze.

    `planned` is what voters were told, `extra` rows of [words, grosze] that came to it (leftovers of another
    pool, a change by the town), `amount` their sum. `verdicts` map a project to [kind, facts] and `steps` are
    [project, kind, facts] in their order, as rulebook/award/verdicts.py names them; words are made where they are shown.
    """

    PERSONAL = ()
    PLAIN = (
        "edition",
        "pool",
        "number",
        "made_at",
        "made_by",
        "input_digest",
        "settings",
        "planned",
        "extra",
        "amount",
        "ballots",
        "votes",
        "score",
        "funded",
        "spent",
        "verdicts",
        "steps",
        "tied",
        "outcomes",
        "truncated",
        "lot",
    )
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
    verdicts = models.JSONField(default=dict)
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

    @property
    def told_steps(self) -> list[Step]:
        """The steps of the award as values."""
        return [Step.of_row(row) for row in self.steps]

    @property
    def told_verdicts(self) -> dict[str, Verdict]:
        """By project number, what was decided and why."""
        return {number: Verdict.of_row(row) for number, row in self.verdicts.items()}

    @cached_property
    def left(self) -> int:
        """Grosze left in the pool; below zero where the regulation funds the last project in full."""
        return self.amount - self.spent
