"""Ties that decide: announced before a draw, settled once, repeatable by anyone."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wibo.results.models.runs import CountRun
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class NoticeQuerySet(TownQuerySet):
    """Notices of the town in scope."""

    def current(self) -> "NoticeQuerySet":
        """Those whose run has not been replaced by a later count."""
        later = CountRun.objects.filter(pool=OuterRef("run__pool"), number__gt=OuterRef("run__number"))
        return self.filter(~Exists(later))


class TieNotice(TownOwned):
    """A draw that is announced: the tied projects in the order in which they enter it, before any seed is known."""

    PERSONAL = ()
    PLAIN = ("run", "tied", "place", "drawn_on", "announced_at", "announced_by")
    town_path = "run__edition__town"

    run = models.OneToOneField(CountRun, on_delete=models.CASCADE, related_name="notice")
    tied = models.JSONField()
    place = models.CharField(max_length=200)
    drawn_on = models.DateTimeField()
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=150)

    objects = town_manager("run__edition__town", NoticeQuerySet)

    def __str__(self) -> str:
        return self.place


class TieDraw(TownOwned):
    """How the tie of a run was settled, once: the order of the tied projects, and the seed where it was drawn."""

    PERSONAL = ()
    PLAIN = ("run", "order", "method", "seed", "reason", "settled_by", "settled_at")
    town_path = "run__edition__town"

    class Method(models.TextChoices):
        """Where the order comes from."""

        REGULATION = "regulation", _("kryterium z regulaminu")
        DRAW = "draw", _("losowanie")
        PUBLISHED = "published", _("decyzja ogłoszona przez gminę")

    run = models.OneToOneField(CountRun, on_delete=models.CASCADE, related_name="draw")
    order = models.JSONField()
    method = models.CharField(max_length=12, choices=Method.choices)
    seed = models.CharField(max_length=60, blank=True)
    reason = models.TextField(max_length=1000)
    settled_by = models.CharField(max_length=150)
    settled_at = models.DateTimeField()

    objects = town_manager("run__edition__town")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="draw_has_reason"),
            models.CheckConstraint(
                condition=(Q(method="draw") & ~Q(seed="")) | (~Q(method="draw") & Q(seed="")),
                name="only_a_draw_has_a_seed",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()
