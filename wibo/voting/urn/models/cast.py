"""What was cast: sealed envelopes with the facts that statistics need on the outside."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wibo.editions.models import Area, Edition, Pool
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.reasons import Reason
from wibo.towns.random_keys import random_key
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager
from wibo.voting.electorate.models import Participation
from wibo.wording.faults import WORDS, in_words


class EnvelopeState(models.TextChoices):
    """Whether the marks inside count."""

    VALID = "valid", "ważny"
    INVALID = "invalid", "nieważny"
    REPLACED = "replaced", "wpisany od nowa"


class EnvelopeQuerySet(TownQuerySet):
    """Envelopes of the town in scope."""

    def valid(self) -> "EnvelopeQuerySet":
        """Those that count."""
        return self.filter(state=EnvelopeState.VALID)

    def invalid(self) -> "EnvelopeQuerySet":
        """Those that do not, each with a reason."""
        return self.filter(state=EnvelopeState.INVALID)

    def handed_in(self) -> "EnvelopeQuerySet":
        """One for each ballot: without those that were keyed anew."""
        return self.exclude(state=EnvelopeState.REPLACED)


class Envelope(TownOwned):
    """A cast ballot. `sealed` holds the marks until the urn is opened; `person` is for the office alone.

    No time of day is stored: a day says enough for statistics and too little to follow anyone.
    """

    PERSONAL = ("person", "sealed", "bond")
    PLAIN = (
        "edition",
        "participation",
        "channel",
        "cast_on",
        "area",
        "age_band",
        "sex",
        "batch",
        "serial",
        "printed",
        "keyed_by",
        "state",
        "reason",
        "note",
        "decided_by",
        "receipt",
        "idempotency_key",
    )
    town_path = "edition__town"

    # Random, so that no order of rows tells when a ballot came.
    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="envelopes")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, null=True)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    cast_on = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    age_band = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    batch = models.ForeignKey(
        "voting.PaperBatch", on_delete=models.PROTECT, null=True, related_name="envelopes"
    )
    serial = models.PositiveIntegerField(null=True)
    # The number printed on the paper, where papers are numbered: a second one with it is a copy.
    printed = models.PositiveIntegerField(null=True)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=EnvelopeState.choices, default=EnvelopeState.VALID)
    reason = models.CharField(max_length=3, blank=True, choices=[(r.value, WORDS[r]) for r in Reason])
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    sealed = models.BinaryField()
    person = models.BinaryField(default=bytes)
    receipt = models.CharField(max_length=24)
    # Binds the participation to this receipt (keyring.keys.bond); empty where there is none.
    bond = models.BinaryField(max_length=32, default=bytes)
    idempotency_key = models.CharField(max_length=32, blank=True)

    objects = town_manager("edition__town", EnvelopeQuerySet)

    class Meta:
        indexes = [models.Index(fields=["edition", "state", "channel"])]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(state=EnvelopeState.VALID),
                name="one_valid_envelope_a_person",
            ),
            models.UniqueConstraint(fields=["edition", "receipt"], name="receipt_is_unique"),
            models.UniqueConstraint(
                fields=["edition", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="post_is_counted_once",
            ),
            models.UniqueConstraint(
                fields=["batch", "serial"],
                condition=Q(batch__isnull=False) & ~Q(state=EnvelopeState.REPLACED),
                name="serial_is_keyed_once",
            ),
            models.UniqueConstraint(
                fields=["edition", "printed"],
                condition=Q(printed__isnull=False) & ~Q(state=EnvelopeState.REPLACED),
                name="printed_number_is_keyed_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[EnvelopeState.VALID, EnvelopeState.REPLACED], reason="")
                | (Q(state=EnvelopeState.INVALID) & ~Q(reason="")),
                name="invalid_exactly_when_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnvelopeState.VALID) | Q(participation__isnull=False),
                name="valid_only_through_participation",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=True, serial__isnull=True)
                | Q(batch__isnull=False, serial__isnull=False),
                name="batch_with_serial",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnvelopeState.REPLACED) | ~Q(note="") & ~Q(decided_by=""),
                name="replaced_has_note_and_author",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def reason_in_words(self) -> str:
        """What people read: "N02: za dużo wskazań"."""
        return in_words(self.reason) if self.reason else ""


class ListFault(TownOwned):
    """A list of a valid paper ballot that does not count, with its reason: only where a fault costs its list alone.

    The marks of the list are not in the envelope.
    """

    PERSONAL = ()
    PLAIN = ("envelope", "pool", "reason")
    town_path = "envelope__edition__town"

    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="list_faults")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT)
    reason = models.CharField(max_length=3, choices=[(r.value, WORDS[r]) for r in Reason])

    objects = town_manager("envelope__edition__town")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["envelope", "pool"], name="list_has_one_fault")]

    def __str__(self) -> str:
        return self.reason

    @property
    def in_words(self) -> str:
        """What people read: "N02: za dużo wskazań"."""
        return in_words(self.reason)
