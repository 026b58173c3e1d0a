"""The sums that must agree before and after the urn is opened, as lines that two people read and sign."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from wibo.editions.models import Edition
from wibo.rulebook.schedule import Channel
from wibo.voting.models import Envelope, EnvelopeState, PaperBatch

_NAMES = {Channel.WEB: "przez internet", Channel.PAPER: "na papierze"}


@dataclass(frozen=True, slots=True)
class Line:
    """What was handed in by one channel, and whether the parts add up."""

    name: str
    handed_in: int
    valid: int
    invalid: int

    @property
    def agrees(self) -> bool:
        """Whether handed in = valid + invalid."""
        return self.handed_in == self.valid + self.invalid


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Lines by channel with their sum; papers counted in the boxes against those keyed."""

    lines: tuple[Line, ...]
    counted: int
    keyed: int
    explained: int

    @property
    def agrees(self) -> bool:
        """Whether every sum holds, or a difference of papers is explained in the record of its box."""
        papers = self.counted == self.keyed or self.explained > 0
        return papers and all(line.agrees for line in self.lines)


def reconcile(edition: Edition) -> Reconciliation:
    """The sums of an edition, in three queries."""
    rows = (
        Envelope.objects.filter(edition=edition)
        .handed_in()
        .values("channel", "state")
        .annotate(n=Count("pk"))
    )
    counts = {(row["channel"], row["state"]): row["n"] for row in rows}
    totals: dict[str, int] = {}
    for row in Envelope.objects.filter(edition=edition).handed_in().values("channel").annotate(n=Count("pk")):
        totals[row["channel"]] = row["n"]
    lines = [
        Line(name, totals.get(channel, 0), counts.get((channel, EnvelopeState.VALID), 0), counts.get((channel, EnvelopeState.INVALID), 0))
        for channel, name in _NAMES.items()
    ]  # fmt: skip
    lines.append(
        Line(
            "razem",
            *(sum(getattr(line, part) for line in lines) for part in ("handed_in", "valid", "invalid")),
        )
    )
    boxes = PaperBatch.objects.filter(edition=edition)
    return Reconciliation(
        tuple(lines), boxes.aggregate(all=Sum("expected"))["all"] or 0, totals.get(Channel.PAPER, 0),
        boxes.exclude(closing_note="").count(),
    )  # fmt: skip
