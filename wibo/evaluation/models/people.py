"""Who judges what: assignments, conflicts of interest, substitutes, and the office's own notes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wibo.evaluation.models.cards import CardKind
from wibo.evaluation.models.opinions import Unit
from wibo.proposals.models import Proposal
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class Assignment(TownOwned):
    """Whose a card is: one person's or one unit's, by constraint; anyone of the unit may then fill it in."""

    PERSONAL = ()
    PLAIN = ("proposal", "kind", "user", "unit", "assigned_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="assignments")
    kind = models.CharField(max_length=8, choices=CardKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True)
    assigned_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "kind"], name="one_person_a_card"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, unit__isnull=False) | Q(user__isnull=False, unit__isnull=True),
                name="a_card_is_a_persons_or_a_units",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user_id or self.unit_id}"

    @property
    def people(self) -> list[Any]:
        """Who may take it: the person, or all who work in the unit."""
        return [self.user] if self.user else [one.user for one in self._members()]

    def _members(self) -> Any:
        return self.unit.unitmember_set.select_related("user") if self.unit else ()

    @property
    def owner(self) -> str:
        """Whose it is, as officials read it."""
        return str(self.user or self.unit)


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
