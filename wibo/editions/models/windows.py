"""StageWindow: when a stage is open, for one channel or for all."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from wibo.editions.models.edition import Edition
from wibo.editions.models.names import CHANNEL_NAMES, STAGE_NAMES
from wibo.rulebook.calendar.schedule import Channel, Days, Stage, Window, last_minute
from wibo.towns.scoping import TownOwned, town_manager


class StageWindow(TownOwned):
    """Dates of a stage, for one channel or for all ("" in the column). `closes_at` is exclusive."""

    PERSONAL = ()
    PLAIN = ("edition", "stage", "channel", "opens_at", "closes_at")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="windows")
    stage = models.CharField(max_length=12, choices=[(stage.value, STAGE_NAMES[stage]) for stage in Stage])
    channel = models.CharField(
        max_length=10, blank=True, choices=[(channel.value, CHANNEL_NAMES[channel]) for channel in Channel]
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "stage", "channel"], name="stage_has_one_window_a_channel"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="window_ends_after_start"),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="stage_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.channel}"

    def as_rule(self) -> Window:
        """The window for the rulebook."""
        channel = Channel(self.channel) if self.channel else None
        return Window(Stage(self.stage), self.opens_at, self.closes_at, channel)

    @property
    def days(self) -> Days:
        """Its first and last day in Warsaw, both in."""
        rule = self.as_rule()
        first, last = localtime(rule.opens_at).date(), localtime(last_minute(rule.closes_at)).date()
        return Days(rule.stage, first, last, rule.channel)
