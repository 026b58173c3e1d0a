"""Erasure: that data about people of an edition is gone, how much of what, and what was looked for afterwards."""

from django.db import models

from wibo.editions.models import Edition
from wibo.rulebook.calendar.keeping import Clock
from wibo.towns.scoping import TownOwned, town_manager

CLOCKS = ((Clock.IDENTITY.value, "dane osób"), (Clock.RECORDS.value, "akta spraw"))


class Erasure(TownOwned):
    """One clock of one edition, run out and done. `removed` are rows of [what, how many]; copies of before are gone by
    `copies_until`, None where the operator removes them by hand.

    Rows are gone when it is written. `pending` are the files that are to go then, with the keys; `finished_at` says that all
    is gone and nothing was found any more. Until then the worker tries again, and there is no certificate.
    """

    PERSONAL = ()
    PLAIN = (
        "edition",
        "clock",
        "due_on",
        "erased_at",
        "by",
        "reason",
        "removed",
        "files",
        "keys",
        "pending",
        "finished_at",
        "copies_until",
        "journal_number",
        "journal_digest",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="erasures")
    clock = models.CharField(max_length=10, choices=CLOCKS)
    due_on = models.DateField()
    erased_at = models.DateTimeField()
    by = models.CharField(max_length=320)
    reason = models.CharField(max_length=300)
    removed = models.JSONField(default=list)
    files = models.PositiveIntegerField()
    keys = models.PositiveIntegerField()
    pending = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    copies_until = models.DateField(null=True)
    journal_number = models.PositiveBigIntegerField(default=0)
    journal_digest = models.CharField(max_length=64, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["edition", "erased_at"]
        constraints = [models.UniqueConstraint(fields=["edition", "clock"], name="a_clock_runs_out_once")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_clock_display()}"
