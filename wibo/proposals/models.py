"""Proposal with its cost lines and attachments. Money in grosze."""

import secrets
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Category, Edition, Pool, Question
from wibo.proposals.sorting import LONGEST_SEARCH, searchable, sortable
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import Ground, Purpose
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager
from wibo.wording.proposing import GROUNDS, PURPOSES

UNTITLED = "Szkic bez tytułu"


class ProposalQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def submitted(self) -> "ProposalQuerySet":
        """Everything that has been handed in."""
        return self.exclude(status=Status.DRAFT)

    def admitted(self) -> "ProposalQuerySet":
        """Those that go to the vote."""
        return self.filter(status=Status.ADMITTED)

    def rejected(self) -> "ProposalQuerySet":
        """Those that do not."""
        return self.filter(status=Status.REJECTED)

    def in_order(self) -> "ProposalQuerySet":
        """By application number, naturally: 2 before 10."""
        return self.order_by("number_sort", "pk")

    def counted_for_limit(self) -> "ProposalQuerySet":
        """Those that use up the author's limit; a withdrawn one frees its place."""
        return self.exclude(status__in=[Status.DRAFT, Status.WITHDRAWN])

    def matching(self, words: str) -> "ProposalQuerySet":
        """Those whose number, title or place holds the words, whatever their case and diacritics."""
        return (
            self.filter(search__contains=searchable(words)) if len(words) <= LONGEST_SEARCH else self.none()
        )


class Proposal(TownOwned):
    """An application. Its author is an account, or (on paper) a person known by contact alone."""

    PERSONAL = ("author_name", "author_email", "author_phone", "author_address", "guardian_name")
    PLAIN = (
        "edition",
        "pool",
        "number",
        "number_sort",
        "title",
        "summary",
        "description",
        "location",
        "justification",
        "author",
        "publish_author",
        "source",
        "status",
        "submitted_at",
        "received_on",
        "search",
        "created_at",
        "saved_at",
        "supplement_note",
        "draft_key",
        "category",
        "plot",
        "ground",
        "upkeep",
        "is_minor",
        "place",
    )
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="proposals")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, blank=True)
    number = models.CharField(max_length=40, blank=True)
    number_sort = models.CharField(max_length=120, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True)
    # Empty in a draft alone.
    title = models.CharField(max_length=150, blank=True)
    summary = models.TextField(max_length=600, blank=True)
    description = models.TextField(max_length=8000, blank=True)
    location = models.CharField(max_length=300, blank=True)
    # A point, a line or an area in GeoJSON (`rulebook.proposing.places`); words beside it always suffice.
    place = models.JSONField(null=True, blank=True)
    plot = models.CharField(max_length=100, blank=True)
    ground = models.CharField(max_length=10, blank=True)
    justification = models.TextField(max_length=4000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    author_name = models.CharField(max_length=150, blank=True)
    author_email = models.EmailField(blank=True)
    author_phone = models.CharField(max_length=40, blank=True)
    author_address = models.CharField(max_length=200, blank=True)
    is_minor = models.BooleanField(null=True, blank=True)
    guardian_name = models.CharField(max_length=150, blank=True)
    # Grosze a year, once it stands.
    upkeep = models.PositiveBigIntegerField(null=True, blank=True)
    publish_author = models.BooleanField(default=False)
    source = models.CharField(
        max_length=10,
        choices=[(Channel.WEB.value, _("przez internet")), (Channel.PAPER.value, _("na papierze"))],
        default=Channel.WEB.value,
    )
    status = models.CharField(
        max_length=12, choices=[(s.value, s.label) for s in Status], default=Status.DRAFT.value
    )
    submitted_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    search = models.TextField(blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    supplement_note = models.TextField(blank=True)
    # Of the page on which a draft was begun: the same page sent again makes no second draft.
    draft_key = models.CharField(max_length=32, blank=True)

    objects = town_manager("edition__town", ProposalQuerySet)

    class Meta:
        indexes = [models.Index(fields=["edition", "status", "number_sort"])]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], condition=~Q(number=""), name="proposal_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["author", "draft_key"], condition=~Q(draft_key=""), name="a_page_begins_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT.value) | ~Q(number=""), name="submitted_proposal_has_number"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT.value) | ~Q(title=""), name="submitted_proposal_has_title"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["", *(ground.value for ground in Ground)]), name="ground_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="proposal_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title or UNTITLED

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with what they derive from."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns for sorting and searching; what is written in bulk must ask for it itself."""
        self.number_sort = sortable(self.number)
        self.search = searchable(f"{self.number} {self.title} {self.location}")

    @property
    def state(self) -> Status:
        """The status with its word and colour."""
        return Status(self.status)

    @property
    def cost(self) -> int:
        """Grosze of all cost lines, from what is loaded (prefetch `cost_lines` in lists)."""
        return sum(line.amount for line in self.cost_lines.all())

    @property
    def face(self) -> "Picture | None":
        """The picture that stands for it in lists, from what is loaded (prefetch `pictures`)."""
        return next((picture for picture in self.pictures.all() if not picture.is_hidden), None)

    @property
    def ground_in_words(self) -> str:
        """Whose ground it is; empty where nobody said."""
        return GROUNDS[Ground(self.ground)] if self.ground else ""

    @property
    def contact_email(self) -> str:
        """Where letters about the proposal go; empty when there is no address."""
        return self.author.email if self.author else self.author_email

    @property
    def author_in_office(self) -> str:
        """The author as officials see them."""
        return str(self.author) if self.author else self.author_name

    @property
    def author_in_public(self) -> str:
        """The author for everyone, only with consent."""
        return self.author_in_office if self.publish_author else ""


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


class Attachment(TownOwned):
    """A file of up to 10 MB, seen by the office and the author unless the office makes it public."""

    PERSONAL = ("file", "name")
    PLAIN = ("proposal", "kind", "purpose", "size", "is_public", "added_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/", max_length=200)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=100)
    purpose = models.CharField(max_length=10, default=Purpose.OTHER.value)
    size = models.PositiveIntegerField()
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]), name="purpose_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def purpose_in_words(self) -> str:
        """What the file is for."""
        return PURPOSES[Purpose(self.purpose)]


def picture_name(picture: "Picture", name: str) -> str:
    """A name that nobody guesses, for a file of a picture."""
    return f"pictures/{secrets.token_hex(12)}{PurePath(name).suffix}"


class Picture(TownOwned):
    """A picture for everyone, once the proposal is handed in; the office can hide it. `words` tell it to who cannot see it."""

    PERSONAL = ("large_webp", "large_jpeg", "small_webp", "small_jpeg", "words")
    PLAIN = ("proposal", "width", "height", "size", "is_hidden", "added_at")
    town_path = "proposal__edition__town"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="pictures")
    large_webp = models.FileField(upload_to=picture_name, max_length=200)
    large_jpeg = models.FileField(upload_to=picture_name, max_length=200)
    small_webp = models.FileField(upload_to=picture_name, max_length=200)
    small_jpeg = models.FileField(upload_to=picture_name, max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # Bytes of all its files.
    size = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    is_hidden = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects = town_manager("proposal__edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="picture_is_told_in_words"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def files(self) -> tuple[models.fields.files.FieldFile, ...]:
        """All its files."""
        return self.large_webp, self.large_jpeg, self.small_webp, self.small_jpeg


class ImportDraft(TownOwned):
    """A file of proposals that was read and not yet loaded, as it came, with what its official asked for.

    `status` is what its proposals become; `basis` the resolution or list that admits them. Swept after a day.
    """

    PERSONAL = ("content", "file_name")
    PLAIN = ("edition", "status", "basis", "reason", "update", "read_at", "read_by")
    town_path = "edition__town"

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="import_draft")
    content = models.BinaryField()
    file_name = models.CharField(max_length=150)
    status = models.CharField(max_length=12)
    basis = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    update = models.BooleanField(default=False)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=150)

    objects = town_manager("edition__town")

    def __str__(self) -> str:
        return self.file_name
