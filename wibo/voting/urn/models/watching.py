"""Watching over what comes in: unusual things for the office, votes by place of the network."""

from django.db import models

from wibo.editions.models import Edition
from wibo.towns.random_keys import random_key
from wibo.towns.scoping import TownOwned, town_manager


class UnusualKind(models.TextChoices):
    """What is unusual."""

    PLACE = "place", "wiele głosów z jednego adresu sieci"
    CONTACT = "contact", "adresy e-mail i telefony, z których potwierdzono najwięcej głosów, ile wolno"
    AGE = "age", "dużo osób w jednym wieku"
    BURST = "burst", "nagły napływ głosów"
    BUNDLE = "bundle", "dużo jednakowych głosów"


class Unusual(TownOwned):
    """Something to look at, found by the worker. Says how many and where, never who or what was chosen."""

    PERSONAL = ()
    PLAIN = ("edition", "kind", "where", "count", "of", "usual", "noted_at")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="unusual")
    kind = models.CharField(max_length=10, choices=UnusualKind.choices)
    where = models.CharField(max_length=200)
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    usual = models.PositiveIntegerField()
    noted_at = models.DateTimeField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["kind", "where", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}"


class PlaceTally(TownOwned):
    """How many votes of a day came from one place of the network, under a digest whose key lives for that day."""

    PERSONAL = ("digest",)
    PLAIN = ("edition", "day", "count")
    town_path = "edition__town"

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    day = models.DateField()
    digest = models.BinaryField(max_length=32)
    count = models.PositiveIntegerField(default=0)

    objects = town_manager("edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "day", "digest"], name="place_has_one_tally_a_day")
        ]

    def __str__(self) -> str:
        return str(self.count)
