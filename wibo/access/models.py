"""Counters of tries."""

from typing import ClassVar

from django.db import models


class Tries(models.Model):
    """How many tries of one key were made since the first, until its window ends.

    The key is a keyed digest: neither an address of the network nor of a person can be read here.
    """

    PERSONAL: ClassVar = ()
    PLAIN: ClassVar = ("key", "count", "until")

    key = models.BinaryField(primary_key=True, max_length=32)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)
