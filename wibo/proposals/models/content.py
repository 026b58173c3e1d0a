"""What an application says beside its text: the estimate, and answers to the town's own questions."""

from django.db import models

from wibo.editions.models import Question
from wibo.proposals.models.proposal import Proposal
from wibo.rulebook.proposing.costs import CostRow
from wibo.towns.scoping import TownOwned, town_manager


class CostLine(TownOwned):
    """A line of the estimate: so many units at a price, and what that makes in whole grosze."""

    PERSONAL = ()
    PLAIN = ("proposal", "position", "name", "quantity", "unit", "price", "amount")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="cost_lines")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=10, decimal_places=3, default=1)
    unit = models.CharField(max_length=30, blank=True)
    price = models.PositiveBigIntegerField(default=0)
    amount = models.PositiveBigIntegerField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def row(self) -> CostRow:
        """The line for the rulebook."""
        return CostRow(self.name, self.price, self.quantity, self.unit)


class Answer(TownOwned):
    """What the author says to a question of the town's own."""

    PERSONAL = ("text",)
    PLAIN = ("proposal", "question")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT)
    text = models.TextField(max_length=4000)

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["question__position", "question_id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "question"], name="question_has_one_answer"),
        ]

    def __str__(self) -> str:
        return str(self.question)
