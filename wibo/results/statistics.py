"""Turnout by channel, day, age and sex, from the outside of envelopes."""

from dataclasses import dataclass

from django.db.models import Count

from wibo.editions.models import Edition
from wibo.rulebook import ageing
from wibo.rulebook.schedule import Channel
from wibo.ui.charts import Chart, bars
from wibo.voting.models import Envelope, EnvelopeState

_SEXES = (("F", "kobiety"), ("M", "mężczyźni"), ("", "brak danych"))


@dataclass(frozen=True, slots=True)
class Turnout:
    """Numbers of ballots (people), and their structure."""

    web: int
    paper: int
    invalid: int
    ages: tuple[tuple[str, int], ...]
    sexes: tuple[tuple[str, int], ...]

    @property
    def valid(self) -> int:
        """Valid ballots."""
        return self.web + self.paper

    @property
    def total(self) -> int:
        """All ballots that were handed in."""
        return self.valid + self.invalid

    @property
    def knows_sex(self) -> bool:
        """Whether the sex of anybody is known; without PESEL it is not asked."""
        return any(number for words, number in self.sexes if words != "brak danych")

    @property
    def age_chart(self) -> Chart:
        """Voters by age."""
        top = max(self.ages, key=lambda row: row[1], default=("", 0))
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
