"""Edition: one year's budget. Stages are computed from windows, never stored."""

import secrets
from datetime import datetime
from functools import cached_property

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from wibo.editions.models.names import DUPLICATE_NAMES, IDENTITY_NAMES
from wibo.editions.texts import FIT_LIST
from wibo.memory import made_of
from wibo.rulebook.calendar.keeping import USUAL_DAYS, USUAL_YEARS
from wibo.rulebook.calendar.schedule import Schedule, Stage
from wibo.rulebook.calendar.stages import Feature, is_enabled
from wibo.rulebook.evaluating.rules import EvaluationRules
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.rulebook.people.eligibility import EligibilityRules
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.proposing.parts import Asked, Part, asked, in_order
from wibo.rulebook.voting.order import Order
from wibo.rulebook.voting.voting_rules import VotingRules
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


def new_ring() -> str:
    """A name for an edition's key ring, never used before."""
    return secrets.token_hex(16)


class EditionQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def own(self) -> "EditionQuerySet":
        """Those that were run here, also one that is being prepared; not those that only files tell of."""
        return self.filter(imported=False)

    def shown(self) -> "EditionQuerySet":
        """Those that residents may see."""
        return self.filter(in_preparation=False)

    def main(self) -> "EditionQuerySet":
        """Those that follow each other year by year; not one that runs beside them, as a school's does."""
        return self.filter(is_beside=False)


class Edition(TownOwned):
    """One year's budget. `frozen_at` closes the ballot and its rules; triggers in the database look at it."""

    PERSONAL = ()
    PLAIN = (
        "town",
        "year",
        "slug",
        "is_beside",
        "in_preparation",
        "name",
        "regulations",
        "identity_kind",
        "min_voter_age",
        "duplicate_rule",
        "max_proposals",
        "max_attachments",
        "imported",
        "source_digest",
        "last_number",
        "frozen_at",
        "frozen_digest",
        "envelope_size",
        "ring",
        "urn_opened_at",
        "strikes",
        "rules",
        "paused_at",
        "pause_reason",
        "application",
        "never_funded",
        "fit_list",
        "map_tiles",
        "map_credit",
        "number_pattern",
        "online_support",
        "support_clause",
        "field_order",
        "evaluation",
        "announce_at",
        "ballot_order",
        "ballot_seed",
        "home_ballot",
        "identity_days",
        "record_years",
    )

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    # Its place among the town's addresses: /edycja/2028/…; empty for those that only files tell of.
    slug = models.CharField(max_length=60, blank=True, default="", db_default="")
    # Whether it runs beside the town's main one, at its own address alone.
    is_beside = models.BooleanField(default=False, db_default=False)
    # Officials work on it, residents do not see it yet.
    in_preparation = models.BooleanField(default=False, db_default=False)
    # As long as real elections of other towns are called.
    name = models.CharField(max_length=400)
    regulations = models.CharField(max_length=300, blank=True)
    identity_kind = models.CharField(
        max_length=20,
        choices=[(kind.value, IDENTITY_NAMES[kind]) for kind in IdentityKind],
        default=IdentityKind.NAME_AND_BIRTH_DATE.value,
    )
    min_voter_age = models.PositiveSmallIntegerField(default=0)
    duplicate_rule = models.CharField(
        max_length=10,
        choices=[(rule.value, name) for rule, name in DUPLICATE_NAMES.items()],
        default=DuplicateRule.FIRST.value,
    )
    max_proposals = models.PositiveSmallIntegerField(default=5)
    max_attachments = models.PositiveSmallIntegerField(default=5)
    imported = models.BooleanField(default=False)
    source_digest = models.CharField(max_length=64, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True)
    frozen_digest = models.CharField(max_length=64, blank=True)
    envelope_size = models.PositiveIntegerField(default=0)
    ring = models.CharField(max_length=32, unique=True, default=new_ring)
    urn_opened_at = models.DateTimeField(null=True)
    # Grows with every project struck from a frozen ballot: what a process remembers of the ballot hangs on it.
    strikes = models.PositiveSmallIntegerField(default=0)
    # Voting on the web is stopped by two people; the database then takes no envelope of the web.
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=300, blank=True)
    # What is asked of each part of an application (`rulebook.proposing.parts`), where it is not the usual.
    application = models.JSONField(default=dict, blank=True)
    # Shown to authors, a line each: what the town never pays for; questions by which an idea is tried.
    never_funded = models.TextField(blank=True)
    fit_list = models.TextField(blank=True, default=FIT_LIST)
    # The address of tiles behind the map ({z}, {x}, {y}) and who is to be named for them; empty: the town's own layers.
    map_tiles = models.CharField(max_length=400, blank=True)
    map_credit = models.CharField(max_length=200, blank=True)
    # How numbers of proposals are written in letters and prints (`rulebook.proposing.numbers`).
    number_pattern = models.CharField(max_length=30, default="{nr}")
    # Whether people may support an idea on line, beside lists on paper.
    online_support = models.BooleanField(default=False)
    # What stands above the signatures on a list of support; empty for the usual words.
    support_clause = models.TextField(blank=True)
    # The parts of an application in the order in which they are asked, where it is not the usual.
    field_order = models.JSONField(default=list, blank=True)
    # Settings of `EvaluationRules`, where they are not the usual.
    evaluation = models.JSONField(default=dict, blank=True)
    # When verdicts that are announced together become public by themselves; empty until a person announces them.
    announce_at = models.DateTimeField(null=True, blank=True)
    # In which order the ballot was drawn up (`rulebook.voting.order`), and the digits of a public draw.
    ballot_order = models.CharField(max_length=10, default=Order.NUMBER.value)
    ballot_seed = models.CharField(max_length=200, blank=True)
    # Whether everyone may print a ballot paper at home.
    home_ballot = models.BooleanField(default=False)
    # How long data about people is kept once the result is final (`rulebook.calendar.keeping`).
    identity_days = models.PositiveSmallIntegerField(
        default=USUAL_DAYS, validators=[MinValueValidator(14), MaxValueValidator(365)]
    )
    record_years = models.PositiveSmallIntegerField(
        default=USUAL_YEARS, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    # Settings of `VotingRules`; frozen with the ballot.
    rules = models.JSONField(default=dict, blank=True)

    objects = town_manager(queryset=EditionQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["town", "year"],
                condition=Q(imported=False, is_beside=False),
                name="edition_year_is_unique",
            ),
            models.UniqueConstraint(
                fields=["town", "slug"], condition=~Q(slug=""), name="edition_address_is_unique"
            ),
            models.UniqueConstraint(
                fields=["town", "source_digest"],
                condition=~Q(source_digest=""),
                name="election_is_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_digest="") | Q(frozen_at__isnull=False),
                name="frozen_digest_needs_freezing",
            ),
            models.CheckConstraint(
                condition=Q(urn_opened_at__isnull=True) | Q(frozen_at__isnull=False),
                name="urn_opens_after_freezing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def schedule(self) -> Schedule:
        """The edition's dates, for the rulebook."""
        return Schedule(tuple(window.as_rule() for window in self.windows.all()))

    def enables(self, feature: Feature, now: datetime) -> bool:
        """Whether a stage that enables the feature is open."""
        return is_enabled(self.schedule, feature, now)

    def has_voted(self, now: datetime) -> bool:
        """Whether voting is over: its time has passed, or the urn is open."""
        return self.urn_opened_at is not None or self.schedule.has_ended(Stage.VOTING, now)

    @property
    def asked(self) -> Asked:
        """What the application asks of each part."""
        return asked(self.application)

    @property
    def order_of_parts(self) -> list[Part]:
        """The parts of an application in the order in which they are asked, each within its step."""
        return in_order(self.field_order)

    @property
    def evaluating(self) -> EvaluationRules:
        """How the edition evaluates and announces."""
        return EvaluationRules.of(self.evaluation)

    @property
    def kind(self) -> IdentityKind:
        """How voters are told apart."""
        return IdentityKind(self.identity_kind)

    @property
    def eligibility(self) -> EligibilityRules:
        """Who may vote."""
        rules = self.voting
        return EligibilityRules(self.min_voter_age, rules.residence_declaration, rules.guardian_age)

    @property
    def voting(self) -> VotingRules:
        """How the edition votes beyond its pools."""
        return made_of(self, "voting", self.rules, VotingRules.of)
