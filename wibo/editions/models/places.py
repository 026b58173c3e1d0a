"""VotingPlace: where people vote on paper."""

from django.db import models
from django.db.models import Q

from wibo.editions.models.edition import Edition
from wibo.towns.scoping import TownOwned, town_manager


class VotingPlace(TownOwned):
    """A place with an urn: its address, and its hours in the office's words."""

    PERSONAL = ()
    PLAIN = ("edition", "name", "address", "hours", "place", "position")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="voting_places")
    name = models.CharField(max_length=150)
    address = models.CharField(max_length=200)
    hours = models.TextField(max_length=500)
    # A point in GeoJSON (`rulebook.proposing.places`); the address always suffices.
    place = models.JSONField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="voting_place_is_named_once"),
            models.CheckConstraint(condition=~Q(address=""), name="voting_place_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}"
