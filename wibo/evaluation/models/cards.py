"""What cards ask: a card in versions, grounds of refusal, and cards that somebody has begun."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.proposals.models import Proposal
from wibo.rulebook.evaluating.cards import Criterion
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, town_manager


class CardKind(models.TextChoices):
    """Which of the two cards."""

    FORMAL = "formal", _("formalna")
    MERIT = "merit", _("merytoryczna")


class CardVersion(TownOwned):
    """A card of an edition as it is filled in. One that was used is never changed: a change makes the next version.

    Where an edition has none, the usual card holds (`evaluation.usual`).
    """

    PERSONAL = ()
    PLAIN = ("edition", "kind", "version", "criteria", "made_at")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=8, choices=CardKind.choices)
    version = models.PositiveSmallIntegerField()
    # `rulebook.evaluating.cards.Criterion`, as they are stored.
    criteria = models.JSONField(default=list)
    made_at = models.DateTimeField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "version"], name="card_version_is_unique"),
        ]

    def __str__(self) -> str:
        return f"karta {self.get_kind_display()}, wersja {self.version}"

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """Its criteria."""
        return tuple(Criterion.of(stored) for stored in self.criteria)


class RefusalGround(TownOwned):
    """A lawful ground of refusal in the town's words, so that equal cases get equal words. Switched off, never removed."""

    PERSONAL = ()
    PLAIN = ("town", "name", "words", "basis", "is_on")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="refusal_grounds")
    name = models.CharField(max_length=120)
    words = models.TextField(max_length=1000)
    basis = models.CharField(max_length=200, blank=True)
    is_on = models.BooleanField(default=True)

    objects = town_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["town", "name"], name="ground_name_is_unique"),
            models.CheckConstraint(condition=~models.Q(words=""), name="ground_has_words"),
        ]

    def __str__(self) -> str:
        return self.name


class CardDraft(TownOwned):
    """What somebody has filled in and not sent, kept by the page itself; gone with the verdict."""

    PERSONAL = ("typed",)
    PLAIN = ("proposal", "kind", "user", "saved_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="card_drafts")
    kind = models.CharField(max_length=8, choices=CardKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    # Values of the form's fields, by their names.
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "kind", "user"], name="one_draft_of_a_card"),
        ]

    def __str__(self) -> str:
        return f"szkic karty z {self.saved_at}"
