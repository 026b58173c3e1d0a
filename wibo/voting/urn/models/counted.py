"""What was counted: running snapshots made by the worker, and the ballots born when the urn is opened."""

import json

from django.db import models

from wibo.editions.models import Edition, Pool
from wibo.rulebook.calendar.schedule import Channel
from wibo.towns.scoping import TownOwned, town_manager
from wibo.voting.ballot.models import Project


class CountSnapshot(TownOwned):
    """A running count. `pools` maps a pool's id to ballots, votes, score and the outcome so far."""

    PERSONAL = ()
    PLAIN = ("edition", "taken_at", "envelopes", "pools", "mac")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="snapshots")
    taken_at = models.DateTimeField()
    envelopes = models.PositiveIntegerField()
    pools = models.JSONField()
    # The worker's; empty in counts of earlier versions.
    mac = models.BinaryField(max_length=32, default=bytes)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return str(self.taken_at)

    @property
    def content(self) -> bytes:
        """What the MAC is made of."""
        told = [self.edition_id, self.taken_at.isoformat(), self.envelopes, self.pools]
        return json.dumps(told, sort_keys=True).encode()


class Ballot(TownOwned):
    """One list of an opened envelope, without any link back to it."""

    PERSONAL = ()
    PLAIN = ("edition", "pool", "channel")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="ballots")
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])

    objects = town_manager("edition__town")

    class Meta:
        indexes = [models.Index(fields=["pool", "channel"])]

    def __str__(self) -> str:
        return str(self.pk)


class Vote(TownOwned):
    """A mark on one project; `place` is its order on the ballot, `points` where points are given."""

    PERSONAL = ()
    PLAIN = ("edition", "ballot", "project", "place", "points")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="votes")
    place = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(null=True)

    objects = town_manager("edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "project"], name="project_once_on_a_ballot"),
            models.UniqueConstraint(fields=["ballot", "place"], name="place_once_on_a_ballot"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
