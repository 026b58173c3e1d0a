"""Area and Pool: parts of the commune, and money with its list of projects."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wibo.editions.award_wording import award_rule
from wibo.editions.models.edition import Edition
from wibo.editions.models.names import VOTE_TYPE_NAMES
from wibo.editions.wording import ballot_rule
from wibo.rulebook.award.settings import AwardRule
from wibo.rulebook.files.rule_files import derive
from wibo.rulebook.proposing.lacking import Limits
from wibo.rulebook.spelling.polish import sorting_key
from wibo.rulebook.voting.ballots import BallotRules, VoteType
from wibo.towns.scoping import TownOwned, town_manager


class Area(TownOwned):
    """A part of the commune with a pool of its own."""

    PERSONAL = ()
    PLAIN = ("edition", "name", "name_sort", "residents")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=120)
    # For the Polish order of names on every database; two signs for each of the name.
    name_sort = models.CharField(max_length=240, blank=True)
    residents = models.PositiveIntegerField(default=0)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["name_sort", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="area_name_is_unique")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the column for sorting in step with the name."""
        self.name_sort = sorting_key(self.name)
        super().save(*args, **kwargs)


class Pool(TownOwned):
    """Money with its own list of projects, way of voting and award rule. `amount` in grosze."""

    PERSONAL = ()
    PLAIN = (
        "edition",
        "area",
        "name",
        "amount",
        "position",
        "vote_type",
        "min_length",
        "max_length",
        "max_sum_cost",
        "min_sum_points",
        "max_sum_points",
        "max_points",
        "point_set",
        "award",
        "leftover_to",
        "collisions",
        "min_cost",
        "max_cost",
        "signatures",
        "max_proposals",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="pools")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    vote_type = models.CharField(
        max_length=12,
        choices=[(kind.value, VOTE_TYPE_NAMES[kind]) for kind in VoteType],
        default=VoteType.APPROVAL.value,
    )
    min_length = models.PositiveSmallIntegerField(default=1)
    max_length = models.PositiveSmallIntegerField(null=True, blank=True)
    max_sum_cost = models.PositiveBigIntegerField(null=True, blank=True)
    min_sum_points = models.PositiveSmallIntegerField(null=True, blank=True)
    max_sum_points = models.PositiveSmallIntegerField(null=True, blank=True)
    max_points = models.PositiveSmallIntegerField(null=True, blank=True)
    # Points to hand out, each once: [3, 2, 1]; empty where they may be spread.
    point_set = models.JSONField(default=list, blank=True)
    award = models.JSONField(default=dict)
    # Where the money goes that its own projects leave; such a pool is counted before that one.
    leftover_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)
    # Groups of project numbers of which one can win: [["3", "7"]].
    collisions = models.JSONField(default=list, blank=True)
    # The least and the most that one project may cost, in grosze; how many residents must support it.
    min_cost = models.PositiveBigIntegerField(null=True, blank=True)
    max_cost = models.PositiveBigIntegerField(null=True, blank=True)
    signatures = models.PositiveSmallIntegerField(default=0)
    # How many proposals one person may hand in to it, beside the limit of the edition; None for no limit of its own.
    max_proposals = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="pool_name_is_unique"),
            models.CheckConstraint(
                condition=Q(max_length__isnull=True) | Q(max_length__gte=F("min_length")),
                name="pool_max_is_at_least_min",
                violation_error_message=_("Najwięcej projektów nie może być mniej niż najmniej."),
            ),
            models.CheckConstraint(
                condition=Q(min_cost__isnull=True)
                | Q(max_cost__isnull=True)
                | Q(max_cost__gte=F("min_cost")),
                name="most_cost_is_at_least_the_least",
                violation_error_message=_("Najwyższy koszt projektu nie może być niższy niż najniższy."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ballot_rules(self) -> BallotRules:
        """What a valid list of marks is."""
        return BallotRules(
            VoteType(self.vote_type),
            self.min_length,
            self.max_length,
            self.max_sum_cost,
            self.min_sum_points,
            self.max_sum_points,
            self.max_points,
            tuple(self.point_set),
            self.edition.voting.repeats,
        )

    @property
    def limits(self) -> Limits:
        """What it asks of a project's cost and support."""
        return Limits(self.amount, self.min_cost, self.max_cost, self.signatures)

    @property
    def rule_in_words(self) -> str:
        """What the list asks of a voter."""
        return ballot_rule(self.ballot_rules)

    @property
    def award_rule(self) -> AwardRule:
        """How its money is awarded."""
        return derive({"rule": "greedy"}, self.ballot_rules, self.award).rule

    @property
    def award_in_words(self) -> str:
        """How its money is awarded, in sentences."""
        return award_rule(self.award_rule)
