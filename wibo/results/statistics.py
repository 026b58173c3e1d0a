"""Turnout by channel, day, age and sex, from the outside of envelopes."""

from dataclasses import dataclass, replace

from django.db.models import Count

from wibo.editions.models import Edition
from wibo.rulebook import ageing
from wibo.rulebook.schedule import Channel
from wibo.rulebook.suppression import suppressed
from wibo.ui.charts import Chart, bars
from wibo.voting.models import Envelope, EnvelopeState

_SEXES = (("F", "kobiety"), ("M", "mężczyźni"), ("", "brak danych"))


# Numbers by group; None is a number hidden because the group is small.
Groups = tuple[tuple[str, int | None], ...]


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
        return replace(self, ages=_hidden(self.ages), sexes=_hidden(self.sexes))

    @property
    def knows_sex(self) -> bool:
        """Whether the sex of anybody is known; without PESEL it is not asked."""
        return any(number != 0 for words, number in self.sexes if words != "brak danych")

    @property
    def age_chart(self) -> Chart:
        """Voters by age."""
        top = max(self.ages, key=lambda row: row[1] or 0, default=("", 0))
        sentence = (
            f"Najwięcej głosujących ma {top[0]} lat."
            if top[1] and top[0] != "brak danych"
            else "Głosujący według wieku."
        )
        return bars(sentence, "Wiek", "Głosujący", self.ages, muted=("brak danych",))

    @property
    def sex_chart(self) -> Chart:
        """Voters by sex."""
        return bars("Głosujący według płci.", "Płeć", "Głosujący", self.sexes, muted=("brak danych",))


def turnout(edition: Edition) -> Turnout:
    """The turnout so far, in three queries."""
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
    )
