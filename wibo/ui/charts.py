"""Bars as SVG made on the server; the template shows the same numbers in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

_ROW = 30
_LEFT = 150
_WIDEST = 380


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its place on the drawing."""

    label: str
    value: int | None
    y: int
    width: int
    muted: bool

    @property
    def text_y(self) -> int:
        """The baseline of the texts."""
        return self.y + 15

    @property
    def value_x(self) -> int:
        """Where the number stands, right of the bar."""
        return _LEFT + self.width + 8


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart with the sentence that says what to see."""

    sentence: str
    head: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return _ROW * len(self.bars) + 4


def bars(
    sentence: str, head: str, unit: str, rows: Sequence[tuple[str, int | None]], muted: Sequence[str] = ()
) -> Chart:
    """A chart of labelled numbers; `muted` labels are drawn paler, None is a number that is not told."""
    widest = max((value or 0 for _, value in rows), default=0) or 1
    return Chart(
        sentence,
        head,
        unit,
        tuple(
            Bar(label, value, place * _ROW + 4, (value or 0) * _WIDEST // widest, label in muted)
            for place, (label, value) in enumerate(rows)
        ),
    )
