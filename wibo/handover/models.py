"""Package: one making of the file, as it was asked for, how far it is, and what it holds."""

import secrets

from django.db import models
from django.db.models import Q

from wibo.editions.models import Edition
from wibo.towns.scoping import TownOwned, town_manager


def package_name(package: "Package", given: str) -> str:
    """Where it lies: a name that nobody guesses."""
    return f"packages/{secrets.token_hex(20)}.zip"


class Package(TownOwned):
    """`digest` is the SHA-256 of the file; `file` is empty once a newer one took its place."""

    PERSONAL = ("file",)
    PLAIN = (
        "edition",
        "asked_at",
        "asked_by",
        "step",
        "done_at",
        "failure",
        "size",
        "digest",
        "files",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="packages")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    step = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to=package_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    files = models.PositiveIntegerField(default=0)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(done_at=None), name="one_package_is_made_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.file)
