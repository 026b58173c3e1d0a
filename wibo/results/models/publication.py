"""What the public sees: the published runs, until when they can be protested, and since when they are final."""

from django.db import models
from django.db.models import Q

from wibo.editions.models import Edition
from wibo.towns.scoping import TownOwned, town_manager


class Publication(TownOwned):
    """The edition's public result. Until it is final a later run can replace it; what was replaced stays named."""

    PERSONAL = ()
    PLAIN = (
        "edition",
        "published_at",
        "published_by",
        "runs",
        "former",
        "revised_at",
        "revised_for",
        "protests_until",
        "final_at",
        "final_by",
        "shows_alternatives",
        "lost",
    )
    town_path = "edition__town"

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)
    runs = models.JSONField(default=list)
    # Lists of run ids that were public before, oldest first.
    former = models.JSONField(default=list)
    revised_at = models.DateTimeField(null=True)
    revised_for = models.CharField(max_length=300, blank=True)
    protests_until = models.DateField(null=True)
    final_at = models.DateTimeField(null=True)
    final_by = models.CharField(max_length=150, blank=True)
    shows_alternatives = models.BooleanField(default=False)
    # Winners of a final result that cannot be carried out: rows of [number, reason, day], by two people.
    lost = models.JSONField(default=list)

    objects = town_manager("edition__town")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(final_at__isnull=False) | Q(protests_until__isnull=False),
                name="open_result_has_a_day_for_protests",
            )
        ]

    def __str__(self) -> str:
        return str(self.published_at)
