"""Which reminders were sent."""

from django.db import models

from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, town_manager


class Reminder(TownOwned):
    """That somebody was reminded of a day: once, by constraint, however often the worker looks."""

    PERSONAL = ()
    PLAIN = ("town", "about", "due_on", "sent_at")

    town = models.ForeignKey(Town, on_delete=models.CASCADE)
    # What is due: "call:12", "opinion:7".
    about = models.CharField(max_length=40)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    objects = town_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "about", "due_on"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return self.about
