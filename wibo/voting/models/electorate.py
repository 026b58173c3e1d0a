"""Who may vote and who has: keyed tags only, never a PESEL or a name."""

from django.db import models

from wibo.editions.models import Edition
from wibo.towns.random_keys import random_key
from wibo.towns.scoping import TownOwned, town_manager


class RegisterEntry(TownOwned):
    """A person on the imported register, by tag."""

    PERSONAL = ("tag",)
    PLAIN = ("edition",)
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    tag = models.BinaryField(max_length=32)

    objects = town_manager("edition__town")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "tag"], name="register_tag_is_unique")]

    def __str__(self) -> str:
        return str(self.pk)


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
