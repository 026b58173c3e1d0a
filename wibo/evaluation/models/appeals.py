"""The author's appeal."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.proposals.models import Proposal
from wibo.rulebook.calendar.schedule import Channel
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class AppealQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def standing(self) -> "AppealQuerySet":
        """Those that were neither withdrawn nor registered by mistake."""
        return self.filter(withdrawn_at=None)

    def undecided(self) -> "AppealQuerySet":
        """Those that wait for a decision."""
        return self.standing().filter(upheld=None)


class Appeal(TownOwned):
    """The author's appeal against a refusal, at most one a verdict; decided by somebody who has not judged it."""

    PERSONAL = ("text", "heard")
    PLAIN = (
        "proposal",
        "source",
        "received_on",
        "filed_at",
        "registered_by",
        "due_on",
        "heard_on",
        "upheld",
        "reasons",
        "decided_by",
        "decided_at",
        "withdrawn_at",
        "withdrawn_why",
    )
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="appeals")
    text = models.TextField(max_length=4000)
    source = models.CharField(
        max_length=10,
        choices=[(Channel.WEB.value, _("przez internet")), (Channel.PAPER.value, _("na papierze"))],
        default=Channel.WEB.value,
    )
    received_on = models.DateField(null=True)
    filed_at = models.DateTimeField()
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Until when it is to be decided; None where the edition sets no day.
    due_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    heard = models.TextField(max_length=4000, blank=True)
    upheld = models.BooleanField(null=True)
    reasons = models.TextField(max_length=4000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)

    # Withdrawn by its author, or registered at the wrong proposal: it stays with the reason and decides nothing.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    objects = town_manager("proposal__edition__town", AppealQuerySet)

    class Meta:
        ordering = ["filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(upheld__isnull=True, withdrawn_at__isnull=True),
                name="one_undecided_appeal",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | (~Q(withdrawn_why="") & Q(upheld__isnull=True)),
                name="withdrawn_appeal_has_a_reason_and_no_decision",
            ),
            models.CheckConstraint(
                condition=Q(upheld__isnull=True) | ~Q(reasons=""), name="appeal_decision_has_reasons"
            ),
            models.CheckConstraint(
                condition=Q(source=Channel.WEB.value) | Q(received_on__isnull=False),
                name="appeal_on_paper_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"odwołanie {self.pk}"

    def is_late(self, today: date) -> bool:
        """Whether its day has passed without a decision."""
        return self.waits and self.due_on is not None and self.due_on < today

    @property
    def outcome(self) -> str:
        """What has become of it, in a word."""
        if self.withdrawn_at:
            return "wycofane"
        return "czeka" if self.upheld is None else "uwzględnione" if self.upheld else "oddalone"

    @property
    def waits(self) -> bool:
        """Whether it is to be decided."""
        return self.upheld is None and self.withdrawn_at is None
