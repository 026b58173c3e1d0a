"""Rehearsal: what the office has asked for, how far it is, and that it is gone."""

from typing import Any

from django.db import models
from django.db.models import Q

from wibo.editions.models import Edition
from wibo.invented.schedule import STAGE_WORDS
from wibo.keyring.hallmarks import Hallmarked
from wibo.towns.scoping import TownOwned, town_manager


class Rehearsal(Hallmarked, TownOwned):
    """One rehearsal of an edition. `wanted` is the stage that the worker is asked for, `stage` the one it has reached; `wiped`
    says how many rows of what kind were removed; `doomed` are the rings and files that go once the rows are gone.
    """

    PERSONAL = ()
    PLAIN = (
        "edition",
        "begun_at",
        "begun_by",
        "ends_at",
        "stage",
        "wanted",
        "wanted_at",
        "is_ending",
        "failure",
        "told",
        "wiped_at",
        "wiped",
        "doomed",
        "mark",
    )
    town_path = "edition__town"
    PURPOSE = "rehearsal"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rehearsals")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=150)
    # When it ends by itself: the next opening of a stage of the real edition, at the latest after two weeks.
    ends_at = models.DateTimeField()
    stage = models.CharField(max_length=12, blank=True, choices=list(STAGE_WORDS.items()))
    wanted = models.CharField(max_length=12, blank=True, choices=list(STAGE_WORDS.items()))
    wanted_at = models.DateTimeField()
    is_ending = models.BooleanField(default=False)
    failure = models.CharField(max_length=300, blank=True)
    # What invented people did at the last step, in sentences.
    told = models.CharField(max_length=300, blank=True)
    wiped_at = models.DateTimeField(null=True)
    wiped = models.JSONField(default=dict)
    doomed = models.JSONField(default=dict)
    # That this program began it: for no other row does the worker build or remove anything.
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(wiped_at=None), name="one_rehearsal_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.stage

    def vouched(self) -> tuple[Any, ...]:
        """Whose it is, and who began it when."""
        return self.pk, self.edition_id, self.begun_at, self.begun_by

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.wiped_at is None and (bool(self.wanted) or self.is_ending)
