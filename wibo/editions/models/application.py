"""What an edition's application asks beyond the usual: categories, questions of the town's own, its price list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wibo.editions.models.edition import Edition
from wibo.rulebook.proposing.questions import QuestionKind
from wibo.rulebook.spelling.texts import lines_of
from wibo.towns.scoping import TownOwned, town_manager

QUESTION_NAMES = {
    QuestionKind.TEXT: _("Tekst"),
    QuestionKind.NUMBER: _("Liczba"),
    QuestionKind.CHOICE: _("Wybór z listy"),
    QuestionKind.YES_NO: _("Tak albo nie"),
    QuestionKind.DECLARATION: _("Oświadczenie do zaznaczenia"),
}


class Category(TownOwned):
    """A kind of project by the town's own list: green, school, small."""

    PERSONAL = ()
    PLAIN = ("edition", "name", "position")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="category_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class Question(TownOwned):
    """A question of the town's own. One that was answered is switched off, never removed: answers keep their question."""

    PERSONAL = ()
    PLAIN = ("edition", "position", "kind", "label", "hint", "choices", "is_needed", "is_public", "is_on")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(
        max_length=12,
        choices=[(kind.value, name) for kind, name in QUESTION_NAMES.items()],
        default=QuestionKind.TEXT.value,
    )
    label = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    # Of a choice, a line each.
    choices = models.TextField(blank=True)
    is_needed = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in QuestionKind]),
                name="question_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        """The answers of a choice, in order."""
        return lines_of(self.choices)


class PriceItem(TownOwned):
    """A line of the town's price list, shown beside the costs. `price` of one unit in grosze."""

    PERSONAL = ()
    PLAIN = ("edition", "position", "name", "unit", "price")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="prices")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=30)
    price = models.PositiveBigIntegerField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
