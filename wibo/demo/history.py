"""What invented people have done by today: cards, the ballot, votes, paper, the urn, the result.

Each act happens at its own day of the calendar and only when it is missing, so that the same code builds
a town and moves it on.
"""

from datetime import datetime, timedelta

from wibo.accounts.models import User
from wibo.demo.judging import judge
from wibo.demo.recipe import Recipe
from wibo.demo.schedule import STAGES, Calendar
from wibo.demo.voting import close_boxes, register, vote
from wibo.editions.models import Edition
from wibo.results.actions.counting import count_all, latest_runs, publish, settle_tie
from wibo.results.models import Publication, TieDraw
from wibo.voting.actions.ballot import draw_up_ballot, freeze
from wibo.voting.actions.urn import open_urn

BY = "miasto pokazowe"


class History:
    """The acts of one edition up to the calendar's stage."""

    def __init__(self, recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
        self.recipe, self.edition, self.calendar = recipe, edition, calendar
        self.told: list[str] = []

    def play(self) -> list[str]:
        """Do what is missing; what was done, in sentences."""
        place = STAGES.index(self.calendar.stage)
        judging = place >= STAGES.index("evaluation") and not self.edition.frozen_at
        if judging and judge(self.recipe, self.edition, self.calendar):
            self.told.append("Oceniono wnioski.")
        if place >= STAGES.index("voting"):
            self._freeze()
            if vote(self.recipe, self.edition, self.calendar):
                self.told.append("Wymyślone osoby zagłosowały.")
        if place >= STAGES.index("counting"):
            close_boxes(self.recipe, self.edition, self.calendar)
        if self.calendar.stage == "results":
            self._count()
        return self.told

    def _freeze(self) -> None:
        if self.edition.frozen_at:
            return
        at = self.calendar.at(92)
        register(self.recipe, self.edition, at)
        draw_up_ballot(self.edition, by=BY, at=at)
        freeze(self.edition, by=BY, at=at + timedelta(hours=2))
        self.told.append("Zamrożono kartę.")

    def _count(self) -> None:
        at: datetime = self.calendar.at(121, 10)
        people = {
            email: User.objects.by_email(email) for email in map(self.recipe.address, self.recipe.people)
        }
        first, second = (str(user) for user in list(people.values())[4:6])
        if not self.edition.urn_opened_at:
            open_urn(self.edition, by=f"{first} i {second}", at=at)
        if Publication.objects.filter(edition=self.edition).exists():
            return
        count_all(self.edition, by=first, at=at + timedelta(minutes=9))
        for run in latest_runs(self.edition):
            if run.tied:
                reason = "Losowanie w obecności komisji i mieszkańców, w sali nr 3 urzędu."
                settle_tie(run, run.tied, TieDraw.Method.DRAW, reason, by=second, at=at + timedelta(hours=2))
        publish(self.edition, by=first, at=min(self.calendar.at(122, 9), self.calendar.now))
        self.told.append("Ogłoszono wyniki.")
