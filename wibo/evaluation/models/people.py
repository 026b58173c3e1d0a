"""Who judges what: assignments, conflicts of interest, substitutes, and the office's own notes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wibo.evaluation.models.cards import CardKind
from wibo.proposals.models import Proposal
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class Assignment(TownOwned):
    """Whose a card is; one person a card of a proposal, by constraint."""

    PERSONAL = ()
    PLAIN = ("proposal", "kind", "user", "assigned_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="assignments")
    kind = models.CharField(max_length=8, choices=CardKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    assigned_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "kind"], name="one_person_a_card"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user_id}"


class ConflictQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def standing(self) -> "ConflictQuerySet":
        """Those that nobody has taken back."""
        return self.filter(taken_back_at=None)


class Conflict(TownOwned):
    """An official has declared that they cannot be impartial about a proposal; taken back, it stays with the reason."""

    PERSONAL = ("why",)
    PLAIN = ("proposal", "user", "declared_at", "taken_back_at", "taken_back_why")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    why = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=500, blank=True)

    objects = town_manager("proposal__edition__town", ConflictQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "user"],
                condition=Q(taken_back_at__isnull=True),
                name="conflict_is_declared_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | ~Q(taken_back_why=""),
                name="conflict_taken_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"wyłączenie {self.user_id}"


class Substitution(TownOwned):
    """Who stands in for whom, and from which day to which: the substitute sees and judges what is the other's."""

    PERSONAL = ()
    PLAIN = ("town", "absent", "by", "first_day", "last_day")

    town = models.ForeignKey(Town, on_delete=models.CASCADE)
    absent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="substitutions")
    first_day = models.DateField()
    last_day = models.DateField()

    objects = town_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("by")), name="nobody_stands_in_for_themselves"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


class Note(TownOwned):
    """What officials tell one another about a proposal; never shown outside."""

    PERSONAL = ("text",)
    PLAIN = ("proposal", "user", "written_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"notatka {self.pk}"
