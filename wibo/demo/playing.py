"""What happens in a town of the demo by today: what invented people do everywhere, and what shows a visitor more."""

from wibo.demo.evaluating import evaluate_further
from wibo.demo.saying import say
from wibo.editions.models import Edition
from wibo.invented.history import History
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import Calendar


def play(recipe: Recipe, edition: Edition, calendar: Calendar) -> list[str]:
    """Do what is missing; what was done, in sentences."""
    told = History(recipe, edition, calendar).play()
    evaluate_further(recipe, edition, calendar)
    say(recipe, edition, calendar)
    return told
