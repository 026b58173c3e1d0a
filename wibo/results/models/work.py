"""What the worker does for results: counting with progress, and the same votes under other rules."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from wibo.editions.models import Edition
from wibo.results.models.runs import CountRun
from wibo.towns.scoping import TownOwned, town_manager
from wibo.wording.award import other_rule


class CountJob(TownOwned):
    """A count that someone asked for; `step` says where the worker is, `heard_at` when it last said so."""

    PERSONAL = ()
    PLAIN = ("edition", "asked_at", "asked_by", "step", "heard_at", "done_at", "failure")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="count_jobs")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    step = models.CharField(max_length=200, blank=True)
    heard_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=Q(done_at=None), name="one_count_at_a_time")
        ]

    def __str__(self) -> str:
        return self.step


@dataclass(frozen=True, slots=True)
class Difference:
    """What another rule would change: who would win as well, who would not; how many in all, for how many grosze."""

    rule: str
    gained: list[str]
    lost: list[str]
    count: int
    spent: int
    tied: bool


class Alternatives(TownOwned):
    """The ballots of a run under other rules: rows of the rule's code, funded numbers, grosze spent,
    whether a tie would decide, whether the winners are the same. Decides nothing."""

    PERSONAL = ()
    PLAIN = ("run", "rows", "made_at")
    town_path = "run__edition__town"

    run = models.OneToOneField(CountRun, on_delete=models.CASCADE, related_name="alternatives")
    rows = models.JSONField()
    made_at = models.DateTimeField()

    objects = town_manager("run__edition__town")

    def __str__(self) -> str:
        return str(self.made_at)

    @property
    def told(self) -> list[Difference]:
        """Each rule by name, with the projects that would win beside the winners, and those that would not."""
        won = set(self.run.funded)
        titles = dict(self.run.pool.projects.values_list("number", "title"))
        return [
            Difference(
                other_rule(code),
                [f"{one}. {titles.get(one, '')}" for one in funded if one not in won],
                [f"{one}. {titles.get(one, '')}" for one in self.run.funded if one not in funded],
                len(funded),
                spent,
                tied,
            )
            for code, funded, spent, tied, _same in self.rows
        ]
