"""A call for corrections: what its author is to mend, and until when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from wibo.proposals.models.proposal import Proposal
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager
from wibo.wording.proposing import label_of


class CallQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def unanswered(self) -> "CallQuerySet":
        """Those whose author's answer is awaited."""
        return self.filter(answered_at=None, taken_back_at=None)


class Call(TownOwned):
    """Only the parts that it names reopen (`rulebook.proposing.parts.Reopened`). `before` is what they held, in words.

    One that was not answered in time is late, and nothing else: a person decides what follows.
    """

    PERSONAL = ("note", "before")
    PLAIN = ("proposal", "parts", "due_on", "called_at", "called_by", "answered_at", "taken_back_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="calls")
    note = models.TextField(max_length=4000)
    parts = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    due_on = models.DateField()
    called_at = models.DateTimeField()
    # None for a call of an earlier version.
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = town_manager("proposal__edition__town", CallQuerySet)

    class Meta:
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(answered_at__isnull=True, taken_back_at__isnull=True),
                name="one_open_call",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="call_says_what_to_mend"),
        ]

    def __str__(self) -> str:
        return f"wezwanie do {self.due_on}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is awaited."""
        return self.answered_at is None and self.taken_back_at is None

    def is_late(self, today: date) -> bool:
        """Whether its last day has passed without an answer."""
        return self.is_open and self.due_on < today

    @property
    def named(self) -> str:
        """What reopens, in words; everything where it names nothing."""
        return ", ".join(label_of(part) for part in self.parts) or "cały wniosek"
