"""What waits for somebody's answer when an invented town moves on."""

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation import agreeing, appealing, merging
from wibo.evaluation.models import Appeal, Change, Merge
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act


def settle(recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
    """What waits for somebody's answer is over when the town moves on: nothing is judged or frozen beside it."""
    coordinator = User.objects.by_email(recipe.login(Role.COORDINATOR))
    act = Act(str(coordinator), calendar.at(52, 9))
    for change in Change.objects.unanswered().filter(proposal__edition=edition):
        agreeing.take_back(change, act=act)
    for merge in Merge.objects.filter(into__edition=edition, ended_at=None):
        merging.give_up(merge, act=act)
    appeals = Appeal.objects.undecided().filter(proposal__edition=edition)
    for one in appeals.select_related("proposal__edition__town", "proposal__pool", "proposal__author"):
        reasons = "Po ponownym sprawdzeniu powód odmowy z karty oceny jest aktualny."
        appealing.decide_appeal(one, "dismiss", reasons, user=coordinator, at=act.at)
