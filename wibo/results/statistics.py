"""Turnout by channel, day, hour, area, age and sex, from the outside of envelopes and the journal; never from choices."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractHour
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.journal.events.ballots import BallotCast
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people import ageing
from wibo.rulebook.people.suppression import suppressed
from wibo.ui.charts import Chart, bars
from wibo.ui.plurals import decimal
from wibo.voting.models import Envelope, EnvelopeState

_SEXES = (("F", "kobiety"), ("M", "mężczyźni"), ("", "brak danych"))


# Numbers by group; None is a number hidden because the group is small.
Groups = tuple[tuple[str, int | None], ...]


# Of groups these are named by the product; the others by the town.
_OURS = {words: _(words) for words in ("kobiety", "mężczyźni", "brak danych", ageing.label(ageing.BANDS[-1]))}


def _said(group: str) -> str:
    """The group in the language of the page; what the town has named stays as it is."""
    return str(_OURS.get(group, group))


def _voters(sentence: Promise | str, head: Promise, rows: "Groups") -> Chart:
    told = [(_said(group), number) for group, number in rows]
    return bars(str(sentence), str(head), gettext("Głosujący"), told, muted=(gettext("brak danych"),))


def _hidden(rows: Groups) -> Groups:
    return tuple(suppressed({name: count or 0 for name, count in rows}).items())


@dataclass(frozen=True, slots=True)
class Turnout:
    """Numbers of ballots (people), and their structure."""

    web: int
    paper: int
    invalid: int
    ages: Groups
    sexes: Groups
    areas: Groups
    days: Groups
    hours: Groups
    residents: int

    @property
    def valid(self) -> int:
        """Valid ballots."""
        return self.web + self.paper

    @property
    def total(self) -> int:
        """All ballots that were handed in."""
        return self.valid + self.invalid

    def for_everyone(self) -> "Turnout":
        """The same with small groups hidden, for pages that anyone reads."""
        told: dict[str, Any] = {
            name: _hidden(getattr(self, name)) for name in ("ages", "sexes", "areas", "days", "hours")
        }
        return replace(self, **told)

    @property
    def share_in_words(self) -> str:
        """The share of residents, to a tenth of a percent; empty where their number is not known."""
        if not self.residents:
            return ""
        share = decimal(self.valid * 100 / self.residents)
        return gettext("Frekwencja: {}% mieszkańców.").format(share)

    @property
    def charts(self) -> list[Chart]:
        """All charts that have something to show, each with its table."""
        sexes = [self.sex_chart] if self.knows_sex else []
        return [self.age_chart, *sexes, *self._further()]

    @property
    def office_charts(self) -> list[Chart]:
        """The same for the office, which is always told the structure by sex, be it "no data"."""
        return [self.age_chart, self.sex_chart, *self._further()]

    def _further(self) -> list[Chart]:
        found = []
        if self.areas:
            found.append(_voters(_("Głosujący według obszaru."), _("Obszar"), self.areas))
        if self.days:
            found.append(bars(gettext("Głosy dzień po dniu."), gettext("Dzień"), gettext("Głosy"), self.days))
        if self.hours:
            said = gettext("Głosy przez internet według godziny, razem z nieważnymi.")
            found.append(bars(said, gettext("Godzina"), gettext("Głosy"), self.hours))
        return found

    @property
    def knows_sex(self) -> bool:
        """Whether the sex of anybody is known; without PESEL it is not asked."""
        return any(number != 0 for words, number in self.sexes if words != "brak danych")

    @property
    def age_chart(self) -> Chart:
        """Voters by age."""
        top = max(self.ages, key=lambda row: row[1] or 0, default=("", 0))
        if not top[1] or top[0] == "brak danych":
            return _voters(_("Głosujący według wieku."), _("Wiek"), self.ages)
        said = gettext("Najwięcej głosujących ma {} lat.").format(_said(top[0]))
        return _voters(said, _("Wiek"), self.ages)

    @property
    def sex_chart(self) -> Chart:
        """Voters by sex."""
        return _voters(_("Głosujący według płci."), _("Płeć"), self.sexes)


def turnout(edition: Edition) -> Turnout:
    """The turnout so far, in a constant number of queries."""
    valid = Envelope.objects.filter(edition=edition).valid()
    channels = dict(valid.values_list("channel").annotate(n=Count("pk")))
    ages = dict(valid.values_list("age_band").annotate(n=Count("pk")))
    sexes = dict(valid.values_list("sex").annotate(n=Count("pk")))
    return Turnout(
        web=channels.get(Channel.WEB, 0),
        paper=channels.get(Channel.PAPER, 0),
        invalid=Envelope.objects.filter(edition=edition, state=EnvelopeState.INVALID).count(),
        ages=tuple((ageing.label(band), ages.get(band, 0)) for band in (*ageing.BANDS, ageing.NO_DATA)),
        sexes=tuple((words, sexes.get(code, 0)) for code, words in _SEXES),
        areas=_areas(edition, dict(valid.values_list("area").annotate(n=Count("pk")))),
        days=tuple(
            (f"{day:%d.%m.%Y}", count)
            for day, count in valid.values_list("cast_on").annotate(n=Count("pk")).order_by("cast_on")
        ),
        hours=_hours(edition),
        residents=edition.town.population or 0,
    )


def _areas(edition: Edition, counts: dict[int | None, int]) -> Groups:
    """Voters by area, those without one last; empty where the edition has no areas."""
    named = [(area.name, counts.get(area.pk, 0)) for area in edition.areas.all()]
    return (*named, ("brak danych", counts[None])) if named and counts.get(None) else tuple(named)


def _hours(edition: Edition) -> Groups:
    """Votes cast through the internet by hour of Warsaw time, all days together, as the journal knows them."""
    cast = Entry.objects.filter(edition=edition.pk, kind=BallotCast.kind)
    rows = cast.annotate(hour=ExtractHour("at")).values_list("hour").annotate(n=Count("pk"))
    counts = dict(rows.order_by("hour"))
    hours = range(min(counts), max(counts) + 1) if counts else range(0)
    return tuple((f"{hour}:00–{hour}:59", counts.get(hour, 0)) for hour in hours)
