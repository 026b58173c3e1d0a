"""Who may vote and who has: keyed tags only, never a PESEL or a name."""

from django.db import models
from django.db.models import F, Q

from wibo.editions.models import Edition
from wibo.towns.random_keys import random_key
from wibo.towns.scoping import TownOwned, town_manager


class RegisterEntry(TownOwned):
    """A person on the imported register, by tag."""

    PERSONAL = ("tag", "factor")
    PLAIN = ("edition",)
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    tag = models.BinaryField(max_length=32)
    # The digest of the name that the edition asks for beside the PESEL; empty where it asks for none.
    factor = models.BinaryField(max_length=32, default=bytes)

    objects = town_manager("edition__town")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "tag"], name="register_tag_is_unique")]

    def __str__(self) -> str:
        return str(self.pk)


class RegisterDraft(TownOwned):
    """A register that was read and not yet loaded: what a file would make, for its coordinator to look at.

    `rows` are tags with the digests of names, packed; `taken` and `ignored` say how its headings were understood.
    """

    PERSONAL = ("rows",)
    PLAIN = (
        "edition",
        "file_name",
        "people",
        "repeated",
        "too_young",
        "taken",
        "ignored",
        "odd",
        "frequent",
        "read_at",
        "read_by",
    )
    town_path = "edition__town"

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="register_draft")
    rows = models.BinaryField()
    people = models.PositiveIntegerField()
    repeated = models.PositiveIntegerField()
    too_young = models.PositiveIntegerField()
    file_name = models.CharField(max_length=150, blank=True)
    # Rows whose name looks like none, and first names that at least five people have.
    odd = models.JSONField(default=list)
    frequent = models.JSONField(default=list)
    taken = models.JSONField(default=list)
    ignored = models.JSONField(default=list)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=150)

    objects = town_manager("edition__town")

    def __str__(self) -> str:
        return str(self.people)


class ParticipationState(models.TextChoices):
    """What became of a person's taking part."""

    COUNTED = "counted", "liczy się"
    VOID = "void", "nieważne"
    RELEASED = "released", "zwolnione przez urząd"


class Participation(TownOwned):
    """That a person took part: once, by the database's own constraint. It survives annulment."""

    PERSONAL = ("tag",)
    PLAIN = ("edition", "state")
    town_path = "edition__town"

    # Random, so that no order of rows tells when a ballot came.
    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    tag = models.BinaryField(max_length=32)
    state = models.CharField(
        max_length=10, choices=ParticipationState.choices, default=ParticipationState.COUNTED
    )

    objects = town_manager("edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "tag"], name="one_person_takes_part_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class VotingCode(TownOwned):
    """A one-time code as a digest. It resolves to its person, so that web and paper meet in one participation.

    `facts` (birth date, sex) open only with the code itself.
    """

    PERSONAL = ("tag", "digest", "facts")
    PLAIN = ("edition", "replaced")
    town_path = "edition__town"

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    tag = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    facts = models.BinaryField(max_length=120)
    replaced = models.BooleanField(default=False)

    objects = town_manager("edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "digest"], name="code_is_unique"),
            models.UniqueConstraint(
                fields=["edition", "tag"], condition=Q(replaced=False), name="person_has_one_code"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ContactSlot(TownOwned):
    """One of the votes that a proved contact may confirm; no slot beyond the edition's number exists."""

    PERSONAL = ("digest",)
    PLAIN = ("edition", "slot", "most")
    town_path = "edition__town"

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    digest = models.BinaryField(max_length=32)
    slot = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    objects = town_manager("edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "digest", "slot"], name="contact_slot_is_used_once"),
            models.CheckConstraint(
                condition=Q(slot__gte=1) & Q(slot__lte=F("most")), name="slot_is_within_the_most"
            ),
        ]

    def __str__(self) -> str:
        return str(self.slot)
