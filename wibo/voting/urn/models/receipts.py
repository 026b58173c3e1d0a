"""The public list of receipts: what lies in the urn, by code and state, as it stood at an hour."""

from django.db import models

from wibo.editions.models import Edition
from wibo.towns.scoping import TownOwned, town_manager


class ReceiptList(TownOwned):
    """One hour's list. The newest holds its lines; of earlier ones the digest and the number stay."""

    PERSONAL = ()
    PLAIN = ("edition", "made_at", "count", "digest", "lines", "journal_number", "journal_digest")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="receipt_lists")
    made_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    lines = models.TextField(blank=True)
    # The head of the town's journal at that hour: whoever keeps this line can tell later that nothing was cut off.
    journal_number = models.PositiveBigIntegerField(default=0)
    journal_digest = models.CharField(max_length=64, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.digest

    @property
    def rows(self) -> list[list[str]]:
        """Code, state and the code of the reason, in the order of codes."""
        return [line.split(";") for line in self.lines.splitlines()]
