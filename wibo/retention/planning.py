"""What is kept until when: both clocks of every edition, with what stands in the way."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.results.models import Publication
from wibo.retention.models import Erasure
from wibo.rulebook.calendar.keeping import Clock, identity_due, records_due
from wibo.voting.models import Protest


@dataclass(frozen=True, slots=True)
class Planned:
    """A clock of an edition: the day from which its data may go (None while no result is final), and the erasure once done."""

    edition: Edition
    clock: Clock
    due_on: date | None
    erasure: Erasure | None = None

    def is_due(self, today: date) -> bool:
        """Whether it has run out and nothing was done yet."""
        return self.erasure is None and self.due_on is not None and self.due_on <= today


def plan(edition: Edition) -> list[Planned]:
    """Both clocks of the edition."""
    done = {one.clock: one for one in Erasure.objects.filter(edition=edition)}
    final = _final_day(edition)
    return [Planned(edition, clock, _due(edition, clock, final), done.get(clock.value)) for clock in Clock]


def _final_day(edition: Edition) -> date | None:
    at = Publication.objects.filter(edition=edition).values_list("final_at", flat=True).first()
    return localtime(at).date() if at else None


def _due(edition: Edition, clock: Clock, final: date | None) -> date | None:
    if final is None:
        return None
    if clock is Clock.IDENTITY:
        return identity_due(final, edition.identity_days)
    return records_due(final, edition.record_years)


def whole_plan() -> list[Planned]:
    """Of every edition of the town in scope that was run here, the newest first."""
    rows = Edition.objects.filter(imported=False).select_related("town").order_by("-year", "-pk")
    return [planned for edition in rows for planned in plan(edition)]


def refuse_early(edition: Edition, clock: Clock, at: datetime) -> Planned:
    """The plan of the clock. Raises Refused before its day, while a protest is open, and once it is done."""
    planned = next(one for one in plan(edition) if one.clock is clock)
    if planned.erasure is not None:
        raise Refused("Te dane są już usunięte.")
    if planned.due_on is None:
        raise Refused("Wynik nie jest jeszcze ostateczny. Termin liczy się od dnia, w którym nim będzie.")
    if planned.due_on > localtime(at).date():
        raise Refused("Termin jeszcze nie minął. Dane mogą być potrzebne do skarg.")
    if Protest.objects.filter(edition=edition, decided_at=None).exists():
        raise Refused("Jest nierozpatrzony protest. Najpierw go rozpatrzcie: te dane mogą być potrzebne.")
    return planned
