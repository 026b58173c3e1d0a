"""ImportDraft: a file of proposals between reading and loading."""

from django.db import models

from wibo.editions.models import Edition
from wibo.towns.scoping import TownOwned, town_manager


class ImportDraft(TownOwned):
    """A file of proposals that was read and not yet loaded, as it came, with what its official asked for.

    `status` is what its proposals become; `basis` the resolution or list that admits them. Swept after a day.
    """

    PERSONAL = ("content", "file_name")
    PLAIN = ("edition", "status", "basis", "reason", "update", "read_at", "read_by")
    town_path = "edition__town"

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="import_draft")
    content = models.BinaryField()
    file_name = models.CharField(max_length=150)
    status = models.CharField(max_length=12)
    basis = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    update = models.BooleanField(default=False)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=150)

    objects = town_manager("edition__town")

    def __str__(self) -> str:
        return self.file_name
