"""The two review cards and the appeal. A proposal judged anew after an appeal gets new cards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.proposals.models import Proposal
from wibo.towns.scoping import TownOwned, town_manager


class Verdict(models.TextChoices):
    """How a card ends."""

    POSITIVE = "positive", _("pozytywny")
    SUPPLEMENT = "supplement", _("wezwanie do uzupełnienia")
    NEGATIVE = "negative", _("negatywny")


class Review(TownOwned):
    """What both cards share. A verdict that is not positive has reasons, by constraint."""

    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="%(class)ss")
    answers = models.JSONField(default=dict)
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reasons = models.TextField(max_length=4000, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        abstract = True
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="positive") | ~Q(reasons=""), name="%(class)s_refusal_has_reasons"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


class FormalReview(Review):
    """The formal card."""

    PERSONAL = ()
    PLAIN = ("proposal", "answers", "verdict", "reasons", "reviewer", "decided_at")


class MeritReview(Review):
    """The merit card, with the cost as the office verified it (grosze)."""

    PERSONAL = ()
    PLAIN = ("proposal", "answers", "verdict", "reasons", "reviewer", "decided_at", "verified_cost")

    verified_cost = models.PositiveBigIntegerField(null=True)

    class Meta(Review.Meta):
        constraints = [
            *Review.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(verdict="positive") | Q(verified_cost__isnull=False),
                name="admitted_has_verified_cost",
            ),
        ]


class Appeal(TownOwned):
    """The author's appeal against a rejection, at most one a proposal."""

    PERSONAL = ("text",)
    PLAIN = ("proposal", "filed_at", "upheld", "reasons", "decided_by", "decided_at")
    town_path = "proposal__edition__town"

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=4000)
    filed_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    reasons = models.TextField(max_length=4000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)

    objects = town_manager("proposal__edition__town")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld__isnull=True) | ~Q(reasons=""), name="appeal_decision_has_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"odwołanie {self.pk}"
