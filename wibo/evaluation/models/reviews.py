"""The two review cards as they were decided. A proposal judged anew gets new ones; none is removed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.evaluation.models.cards import CardVersion, RefusalGround
from wibo.proposals.models import Proposal
from wibo.rulebook.evaluating.cards import Criterion
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class Verdict(models.TextChoices):
    """How a card ends."""

    POSITIVE = "positive", _("pozytywny")
    SUPPLEMENT = "supplement", _("wezwanie do uzupełnienia")
    NEGATIVE = "negative", _("negatywny")


_OF_EVALUATION = {Verdict.POSITIVE.value: _("pozytywna"), Verdict.NEGATIVE.value: _("negatywna")}


class ReviewQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def standing(self) -> "ReviewQuerySet":
        """Those that nobody has taken back or corrected."""
        return self.filter(taken_back_at=None)

    def announced(self) -> "ReviewQuerySet":
        """Those that everyone may read."""
        return self.exclude(announced_at=None)


class Review(TownOwned):
    """What both cards share. A verdict that is not positive has reasons, by constraint.

    Nobody outside the office reads it before `announced_at`. Taken back before that by its author, or corrected after
    it by the coordinator, it stays with the reason.
    """

    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="%(class)ss")
    # None: the usual card.
    card = models.ForeignKey(CardVersion, on_delete=models.PROTECT, null=True)
    answers = models.JSONField(default=dict)
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reasons = models.TextField(max_length=4000, blank=True)
    grounds = models.ManyToManyField(RefusalGround, blank=True, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=500, blank=True)

    objects = town_manager("proposal__edition__town", ReviewQuerySet)

    class Meta:
        abstract = True
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="positive") | ~Q(reasons=""), name="%(class)s_refusal_has_reasons"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_why="")),
                name="%(class)s_taken_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def of_evaluation(self) -> str:
        """The verdict as it is said of an evaluation, which is feminine in Polish."""
        return str(_OF_EVALUATION.get(self.verdict, self.get_verdict_display()))

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back or corrected it."""
        return self.taken_back_at is None


class FormalReview(Review):
    """The formal card."""

    PERSONAL = ()
    PLAIN = (
        "proposal",
        "card",
        "answers",
        "verdict",
        "reasons",
        "grounds",
        "reviewer",
        "decided_at",
        "announced_at",
        "taken_back_at",
        "taken_back_why",
    )


class MeritReview(Review):
    """The merit card, with the cost as the office verified it (grosze) and its rows, where the office made them."""

    PERSONAL = ()
    PLAIN = (*FormalReview.PLAIN, "verified_cost", "verified_rows")

    verified_cost = models.PositiveBigIntegerField(null=True)
    # Rows of [name, grosze by the applicant or None, grosze by the office]; empty where the office gave the sum alone.
    verified_rows = models.JSONField(default=list, blank=True)

    class Meta(Review.Meta):
        constraints = [
            *Review.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(verdict="positive") | Q(verified_cost__isnull=False),
                name="admitted_has_verified_cost",
            ),
        ]


def criteria_of(review: Review) -> tuple[Criterion, ...] | None:
    """What the card asked when it was filled in; None for the usual card."""
    return review.card.asked if review.card else None
