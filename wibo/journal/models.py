"""Entry and Seal: append-only rows. Neither has a foreign key to live data, so nothing can rewrite them."""

import json
from hashlib import sha256
from typing import Any

from django.db import models

from wibo.journal.events import sentence
from wibo.keyring.hallmarks import Hallmarked
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, town_manager


class Entry(Hallmarked, TownOwned):
    """One event. `by` names officials, and residents by number; `about` is "model:pk"."""

    PERSONAL = ()
    PLAIN = ("town", "edition", "at", "kind", "by", "about", "facts", "mark")
    PURPOSE = "entry"

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    edition = models.PositiveBigIntegerField(null=True, db_index=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=150)
    about = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    # That this program wrote it (keyring.hallmarks); empty in entries from before version 0.4.
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark"], condition=~models.Q(mark=""), name="entry_is_no_copy"),
        ]
        indexes = [
            models.Index(fields=["town", "-id"]),
            models.Index(fields=["town", "about"]),
            # Votes are nearly all there is; whoever looks for anything else need not walk through them.
            models.Index(
                fields=["town", "kind", "-id"],
                condition=~models.Q(kind="ballot-cast"),
                name="journal_without_casts",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    def vouched(self) -> tuple[Any, ...]:
        """All of the event."""
        return self.town_id, self.edition, self.at, self.kind, self.by, self.about, self.facts

    @property
    def sentence(self) -> str:
        """The event in Polish."""
        return sentence(self.kind, self.facts)


class Seal(TownOwned):
    """The number of an entry in its town's gapless chain, and the digest of it and all before it."""

    PERSONAL = ()
    PLAIN = ("town", "number", "entry", "digest")

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    number = models.PositiveBigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)

    objects = town_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="seal_number_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


def chained(previous: str, entry: Entry) -> str:
    """The digest of an entry after the digest before it."""
    return digest_of([previous, chain_facts(entry)])


def chain_facts(entry: Entry) -> dict[str, Any]:
    """What of an entry the chain holds."""
    return {
        "id": entry.pk,
        "town": entry.town_id,
        "edition": entry.edition,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "by": entry.by,
        "about": entry.about,
        "facts": entry.facts,
    }


def digest_of(thing: Any) -> str:
    """SHA-256 of a thing's canonical JSON, in hexadecimal."""
    return sha256(json.dumps(thing, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
