"""Which stages and channels an edition has: its rehearsal has the same, on days of its own."""

from dataclasses import dataclass

from wibo.editions.actions import Dates
from wibo.editions.models import Edition
from wibo.invented.schedule import STAGES, Calendar
from wibo.rulebook.calendar.schedule import Channel, Stage

_FROM_VOTING_ON = STAGES[STAGES.index("voting") :]
# Of a vote on which all that was proposed has been judged.
_COLLECTING = (Stage.SUBMISSION, Stage.EVALUATION, Stage.APPEALS)


@dataclass(frozen=True, slots=True)
class Shape:
    """`collects`: residents propose in the edition, else its list is loaded. `papers`, `web`: how people vote."""

    collects: bool
    appeals: bool
    papers: bool
    web: bool

    @property
    def stages(self) -> tuple[str, ...]:
        """The steps of a rehearsal, in their order."""
        if not self.collects:
            return _FROM_VOTING_ON
        return tuple(stage for stage in STAGES if stage != "appeals" or self.appeals)

    def dates(self, calendar: Calendar) -> list[Dates]:
        """The plan's dates for it."""
        return [row for row in calendar.dates() if self._has(row)]

    def _has(self, row: Dates) -> bool:
        if row.stage in _COLLECTING:
            return self.collects and (self.appeals or row.stage != Stage.APPEALS)
        if row.stage == Stage.PAPER_ENTRY or row.channel == Channel.PAPER:
            return self.papers
        return self.web if row.channel == Channel.WEB else True


def shape_of(real: Edition) -> Shape:
    """The edition's; while it has no dates, everything."""
    had = {(window.stage, window.channel) for window in real.windows.all()}
    stages = {stage for stage, _ in had}
    if not had:
        return Shape(collects=True, appeals=True, papers=True, web=True)
    votes = {channel for stage, channel in had if stage == Stage.VOTING} or {""}
    return Shape(
        collects=Stage.SUBMISSION in stages,
        appeals=Stage.APPEALS in stages,
        papers=bool(votes & {"", Channel.PAPER.value}),
        web=bool(votes & {"", Channel.WEB.value}),
    )
