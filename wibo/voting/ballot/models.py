"""What is voted on: projects, snapshots of admitted proposals."""

from typing import Any, cast

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition, Pool
from wibo.proposals.models import Proposal
from wibo.proposals.searching import indexed, look_for
from wibo.proposals.sorting import sortable
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager

_ORDER = ("pool__position", "pool_id", "number_sort", "pk")


class ProjectQuerySet(TownQuerySet):
    """Projects of the town in scope."""

    def in_order(self) -> "ProjectQuerySet":
        """By pool, then by number, naturally: 2 before 10."""
        return self.order_by(*_ORDER)

    def standing_first(self) -> "ProjectQuerySet":
        """In order, those struck out at the end."""
        ordered: ProjectQuerySet = self.alias(out=Q(struck_at__isnull=False)).order_by("out", *_ORDER)
        return ordered

    def standing(self) -> "ProjectQuerySet":
        """Those that have not been struck out."""
        return self.filter(struck_at=None)

    def with_faces(self) -> "ProjectQuerySet":
        """With what a card of each shows: its list, and the picture of its proposal."""
        return self.select_related("pool", "proposal").prefetch_related("proposal__pictures")

    def numbers(self) -> dict[str, int]:
        """How many stand and how many are struck out."""
        return self.aggregate(
            standing=Count("pk", filter=Q(struck_at=None)), struck=Count("pk", filter=~Q(struck_at=None))
        )

    def matching(self, words: str) -> "ProjectQuerySet":
        """Those whose number, title, place, summary or category fits the words, in any form of theirs."""
        return cast("ProjectQuerySet", look_for(self, words).rows)


class Project(TownOwned):
    """A proposal put to the vote; `cost` is the verified one, in grosze. Unchangeable once frozen."""

    PERSONAL = ()
    PLAIN = (
        "edition",
        "pool",
        "proposal",
        "number",
        "number_sort",
        "title",
        "summary",
        "location",
        "cost",
        "category",
        "search",
        "struck_at",
        "struck_reason",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="projects")
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="projects")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="project")
    number = models.CharField(max_length=60)
    number_sort = models.CharField(max_length=160)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    location = models.CharField(max_length=300, blank=True)
    cost = models.PositiveBigIntegerField()
    category = models.CharField(max_length=200, blank=True)
    search = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.TextField(blank=True)

    objects = town_manager("edition__town", ProjectQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="ballot_number_is_unique"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True) | ~Q(struck_reason=""), name="struck_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def derive(self) -> "Project":
        """Fill the columns for sorting and searching; bulk creation does not call `save`."""
        self.number_sort = sortable(self.number)
        self.search = indexed(self.title, self.location, self.summary, self.category)
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep derived columns in step."""
        self.derive()
        super().save(*args, **kwargs)

    @property
    def application_number(self) -> str:
        """The number of its proposal, where it is not the ballot's."""
        return self.proposal.number if self.proposal and self.proposal.number != self.number else ""


def project_of(proposal: Proposal) -> Project | None:
    """What of the ballot a proposal has become; None while it is on none."""
    return getattr(proposal, "project", None)


ERRATUM_PARTS = [
    ("title", _("tytuł")),
    ("summary", _("opis")),
    ("location", _("miejsce")),
    ("cost", _("koszt")),
]


class Erratum(TownOwned):
    """A slip in the text of a frozen ballot, put right beside it: the frozen text stays as it was voted on."""

    PERSONAL = ()
    PLAIN = ("project", "part", "wrong", "right", "reason", "corrected_at")
    town_path = "project__edition__town"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="errata")
    part = models.CharField(
        max_length=10,
        choices=ERRATUM_PARTS,
    )
    wrong = models.TextField(max_length=1000)
    right = models.TextField(max_length=1000)
    reason = models.CharField(max_length=500)
    corrected_at = models.DateTimeField()

    objects = town_manager("project__edition__town")

    class Meta:
        ordering = ["corrected_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(right=""), name="erratum_says_what_and_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.right}"
