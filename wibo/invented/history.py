"""What invented people have done by today: cards, the ballot, votes, paper, the urn, the result.

Each act happens at its own day of the calendar and only when it is missing, so that the same code builds
a town and moves it on.
"""

from datetime import datetime, timedelta

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.invented.electorate import enrol
from wibo.invented.judging import judge
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import STAGES, Calendar
from wibo.invented.settling import settle
from wibo.invented.voting import close_boxes, vote
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish, show_alternatives
from wibo.results.actions.ties import announce_draw, settle_by_draw
from wibo.results.models import CountRun, Publication
from wibo.results.tasks import compare_rules
from wibo.voting.ballot.freezing import draw_up_ballot, freeze
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.receipts import list_receipts

BY = "wymyślone osoby"


class History:
    """The acts of one edition up to the calendar's stage."""

    def __init__(self, recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
        self.recipe, self.edition, self.calendar = recipe, edition, calendar
        self.told: list[str] = []

    def play(self) -> list[str]:
        """Do what is missing; what was done, in sentences."""
        place = STAGES.index(self.calendar.stage)
        if place > STAGES.index("evaluation") and not self.edition.frozen_at:
            settle(self.recipe, self.edition, self.calendar)
        judging = place >= STAGES.index("evaluation") and not self.edition.frozen_at
        if judging and judge(self.recipe, self.edition, self.calendar):
            self.told.append("Oceniono wnioski.")
        if place >= STAGES.index("voting"):
            self._freeze()
            if vote(self.recipe, self.edition, self.calendar):
                self.told.append("Wymyślone osoby zagłosowały.")
        if place >= STAGES.index("counting"):
            close_boxes(self.recipe, self.edition, self.calendar)
            if not self.edition.urn_opened_at:
                list_receipts(self.edition, at=self.calendar.at(118, 14))
        if self.calendar.stage == "results":
            self._count()
        return self.told

    def _freeze(self) -> None:
        if self.edition.frozen_at:
            return
        at = self.calendar.at(92)
        enrol(self.recipe, self.edition, Act(BY, at))
        draw_up_ballot(self.edition, act=Act(BY, at))
        freeze(self.edition, act=Act(BY, at + timedelta(hours=2)))
        self.told.append("Zamrożono kartę.")

    def _count(self) -> None:
        at: datetime = self.calendar.at(121, 10)
        first, second = (
            str(User.objects.by_email(self.recipe.login(role)))
            for role in (Role.COORDINATOR, Role.COMMISSION)
        )
        if not self.edition.urn_opened_at:
            open_urn(self.edition, act=Act(f"{first} i {second}", at))
        if Publication.objects.filter(edition=self.edition).exists():
            return
        runs = count_all(self.edition, act=Act(first, at + timedelta(minutes=9)))
        for run in runs:
            if run.tied:
                self._draw(run, Act(second, at))
        if any(run.tied for run in runs):
            count_all(self.edition, act=Act(first, at + timedelta(hours=3)))
        publish(self.edition, act=Act(first, min(self.calendar.at(122, 9), self.calendar.now)))
        compare_rules.func(self.edition.pk)
        show_alternatives(Publication.objects.get(edition=self.edition), shown=True, act=Act(first, at))
        self.told.append("Ogłoszono wyniki.")

    def _draw(self, run: CountRun, act: Act) -> None:
        drawn_on = act.at + timedelta(hours=2)
        announce_draw(run, "Urząd, sala nr 3", drawn_on, act=Act(act.by, act.at + timedelta(minutes=20)))
        reason = "Dziesięć rzutów kostką w obecności komisji i mieszkańców."
        settle_by_draw(run, "4 1 6 2 2 5 3 1 6 4", reason, act=Act(act.by, drawn_on))
