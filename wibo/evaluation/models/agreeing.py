"""What the office cannot do without the authors: change what they propose, and merge two proposals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.proposals.describing import side_by_side
from wibo.proposals.models import Proposal
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class Way(models.TextChoices):
    """How an author has answered."""

    ONLINE = "online", _("przez internet")
    PAPER = "paper", _("na papierze")


class Answered(TownOwned):
    """An author's answer: yes or no, how, and who noted it when it came on paper."""

    agreed = models.BooleanField(null=True)
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True


class ChangeQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def unanswered(self) -> "ChangeQuerySet":
        """Those whose author's answer is awaited."""
        return self.filter(agreed=None, taken_back_at=None)


class ConsentQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def undecided(self) -> "ConsentQuerySet":
        """Those, answered or not, of merges that are not over."""
        return self.filter(merge__ended_at=None)

    def unanswered(self) -> "ConsentQuerySet":
        """Those whose author's answer is awaited."""
        return self.undecided().filter(agreed=None)


class Change(Answered):
    """A change of cost, place or scope that the office proposes: both versions in words, and what to store when the author
    agrees (`wanted`: columns by name, rows of costs under "costs"; money in grosze).
    """

    PERSONAL = ("before", "after", "wanted", "why")
    PLAIN = (
        "proposal",
        "due_on",
        "proposed_by",
        "proposed_at",
        "taken_back_at",
        "agreed",
        "way",
        "answered_at",
        "noted_by",
    )
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    why = models.TextField(max_length=2000)
    due_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = town_manager("proposal__edition__town", ChangeQuerySet)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(agreed__isnull=True, taken_back_at__isnull=True),
                name="one_open_change",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="change_says_why"),
        ]

    def __str__(self) -> str:
        return f"zmiana {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the author's answer is awaited."""
        return self.agreed is None and self.taken_back_at is None

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Both versions side by side: part, what it was, what it would be."""
        return side_by_side(self.before, self.after)


class Merge(TownOwned):
    """Proposals that are to become one: `into` stays, the others become part of it once all authors have agreed."""

    PERSONAL = ()
    PLAIN = ("into", "why", "proposed_by", "proposed_at", "ended_at")
    town_path = "into__edition__town"

    into = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="merges")
    why = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # When all have agreed, one has refused, or the office has given up.
    ended_at = models.DateTimeField(null=True)

    objects = town_manager("into__edition__town")

    class Meta:
        ordering = ["-proposed_at", "-pk"]

    def __str__(self) -> str:
        return f"połączenie {self.pk}"


class Consent(Answered):
    """The consent of one proposal's author to a merge; also of the one that stays."""

    PERSONAL = ()
    PLAIN = ("merge", "proposal", "agreed", "way", "answered_at", "noted_by")
    town_path = "proposal__edition__town"

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="consents")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="consents")

    objects = town_manager("proposal__edition__town", ConsentQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["merge", "proposal"], name="one_consent_of_a_proposal"),
        ]

    def __str__(self) -> str:
        return f"zgoda {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the author's answer is awaited."""
        return self.agreed is None and self.merge.ended_at is None
