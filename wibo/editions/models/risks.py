"""AcceptedRisk: what the law may object to and the town wants all the same."""

from django.db import models
from django.db.models import Q

from wibo.editions.models.edition import Edition
from wibo.towns.scoping import TownOwned, town_manager


class AcceptedRisk(TownOwned):
    """A risk as it was said when somebody accepted it. Said otherwise since (another number, another day) it is open again."""

    PERSONAL = ()
    PLAIN = ("edition", "code", "words", "reason", "accepted_by", "accepted_at")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="accepted_risks")
    code = models.CharField(max_length=30)
    words = models.TextField(max_length=1000)
    reason = models.CharField(max_length=300)
    accepted_by = models.CharField(max_length=200)
    accepted_at = models.DateTimeField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code", "words"], name="risk_is_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="accepted_risk_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.words
