"""Edition, Area, Pool and StageWindow. Stages are computed from windows, never stored."""

import secrets
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wibo.editions.award_wording import award_rule
from wibo.editions.wording import ballot_rule
from wibo.rulebook.award.settings import AwardRule
from wibo.rulebook.calendar.schedule import Channel, Schedule, Stage, Window
from wibo.rulebook.calendar.stages import Feature, is_enabled
from wibo.rulebook.files.rule_files import derive
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.rulebook.people.eligibility import EligibilityRules
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.spelling.polish import sorting_key
from wibo.rulebook.voting.ballots import BallotRules, VoteType
from wibo.rulebook.voting.voting_rules import VotingRules
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, town_manager

STAGE_NAMES = {
    Stage.SUBMISSION: _("Zgłaszanie wniosków"),
    Stage.EVALUATION: _("Ocena wniosków"),
    Stage.APPEALS: _("Odwołania"),
    Stage.VOTING: _("Głosowanie"),
    Stage.PAPER_ENTRY: _("Wpisywanie kart papierowych"),
    Stage.CLOSING: _("Wyniki i zamknięcie"),
}
CHANNEL_NAMES = {Channel.WEB: _("przez internet"), Channel.PAPER: _("na papierze")}
IDENTITY_NAMES = {
    IdentityKind.PESEL_REGISTER: _("PESEL sprawdzany w wykazie uprawnionych"),
    IdentityKind.PESEL_FORM: _("PESEL sprawdzany tylko co do budowy"),
    IdentityKind.NAME_AND_BIRTH_DATE: _("Bez PESEL: imię, nazwisko, data urodzenia i oświadczenie"),
    IdentityKind.CODE: _("Jednorazowy kod z listu albo z urzędu"),
}
DUPLICATE_NAMES = {
    DuplicateRule.FIRST: _("Liczy się głos oddany wcześniej"),
    DuplicateRule.PAPER: _("Głos na papierze przed głosem przez internet"),
    DuplicateRule.WEB: _("Głos przez internet przed głosem na papierze"),
    DuplicateRule.VOID: _("Wszystkie głosy tej osoby są nieważne"),
}
VOTE_TYPE_NAMES = {
    VoteType.APPROVAL: _("Wskazanie projektów"),
    VoteType.CHOOSE_ONE: _("Wskazanie jednego projektu"),
    VoteType.CUMULATIVE: _("Rozdanie punktów"),
    VoteType.ORDINAL: _("Ułożenie projektów w kolejności"),
    VoteType.SCORING: _("Ocena punktami"),
}


def new_ring() -> str:
    """A name for an edition's key ring, never used before."""
    return secrets.token_hex(16)


class Edition(TownOwned):
    """One year's budget. `frozen_at` closes the ballot and its rules; triggers in the database look at it."""

    PERSONAL = ()
    PLAIN = (
        "town",
        "year",
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
    )

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
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
    # Settings of `VotingRules`; frozen with the ballot.
    rules = models.JSONField(default=dict, blank=True)

    objects = town_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["town", "year"], condition=Q(imported=False), name="edition_year_is_unique"
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
        return VotingRules.of(self.rules)


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

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="pool_name_is_unique"),
            models.CheckConstraint(
                condition=Q(max_length__isnull=True) | Q(max_length__gte=F("min_length")),
                name="pool_max_is_at_least_min",
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
