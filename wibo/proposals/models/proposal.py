"""Proposal: an application for money of the town. Money in grosze."""

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Category, Edition, Pool
from wibo.proposals.searching import indexed, look_for
from wibo.proposals.sorting import LONGEST_SEARCH, sortable
from wibo.proposals.statuses import OUT, Shown, Status, shown
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.evaluating.rules import Announced
from wibo.rulebook.proposing.numbers import reference_of
from wibo.rulebook.proposing.parts import Arrival, Ground, Purpose
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager
from wibo.wording.proposing import ARRIVALS, GROUNDS

if TYPE_CHECKING:
    from wibo.proposals.models.files import Picture

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
        """Those that use up the author's limit; a withdrawn one and a duplicate free their place."""
        return self.exclude(status__in=[Status.DRAFT, *OUT])

    def matching(self, words: str) -> "ProposalQuerySet":
        """Those whose number, title, place, summary or category fits the words, in any form of theirs."""
        return cast("ProposalQuerySet", look_for(self, words).rows)

    def for_office(self, words: str) -> "ProposalQuerySet":
        """Those that match, and those of an applicant or with an office's number that holds the words as they are typed."""
        people = Q(author_name__icontains=words) | Q(author__surname__icontains=words)
        there = people | Q(office_number__icontains=words) | Q(author_email__iexact=words)
        found = Q(pk__in=self.matching(words).values("pk")) | there
        return self.filter(found) if len(words) <= LONGEST_SEARCH else self.none()


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
        "merged_into",
        "announced_at",
        "appeal_until",
        "registered_by",
        "draft_key",
        "category",
        "plot",
        "ground",
        "upkeep",
        "is_minor",
        "place",
        "arrived_by",
        "office_number",
        "claim_digest",
        "duplicate_of",
        "signatures_given",
        "signatures_valid",
        "support_key",
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
    # Of an application on paper: the day it came in, by which way, and its number in the office's own register.
    received_on = models.DateField(null=True)
    arrived_by = models.CharField(
        max_length=10, choices=[(way.value, words) for way, words in ARRIVALS.items()], blank=True
    )
    office_number = models.CharField(max_length=60, blank=True)
    # Of the code by which its author takes an application on paper into an account (`claiming`).
    claim_digest = models.CharField(max_length=64, blank=True)
    # The proposal that this one repeats; set together with the status that says so.
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    # When the verdict that stands was made known; from then on its days of appeal run.
    announced_at = models.DateTimeField(null=True, blank=True)
    # The last day for an appeal against it, as it was announced: a later change of the rules takes no day away. Empty
    # where the common window alone holds.
    appeal_until = models.DateField(null=True, blank=True)
    # The proposal that this one was joined to with all authors' consent; set together with the status that says so.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    # Who copied it from paper, and so may not judge it where the edition keeps the two apart.
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # On paper lists of support, as a clerk has counted them.
    signatures_given = models.PositiveIntegerField(null=True, blank=True)
    signatures_valid = models.PositiveIntegerField(null=True, blank=True)
    # In the address of the page on which people support the idea on line; empty until the author opens it.
    support_key = models.CharField(max_length=32, blank=True)
    search = models.TextField(blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
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
            models.CheckConstraint(
                condition=Q(status=Status.DUPLICATE.value, duplicate_of__isnull=False)
                | (~Q(status=Status.DUPLICATE.value) & Q(duplicate_of__isnull=True)),
                name="duplicate_names_what_it_repeats",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED.value, merged_into__isnull=False)
                | (~Q(status=Status.MERGED.value) & Q(merged_into__isnull=True)),
                name="merged_names_what_it_is_part_of",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
                name="nothing_is_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(signatures_given__isnull=True, signatures_valid__isnull=True)
                | Q(
                    signatures_given__isnull=False,
                    signatures_valid__isnull=False,
                    signatures_valid__lte=models.F("signatures_given"),
                ),
                name="no_more_valid_signatures_than_given",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("pk")),
                name="nothing_repeats_itself",
            ),
            models.CheckConstraint(
                condition=Q(arrived_by__in=["", *(way.value for way in Arrival)]), name="arrival_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=[Channel.WEB.value, Channel.PAPER.value]), name="source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(claim_digest="") | Q(author__isnull=True), name="claimed_once"
            ),
            models.UniqueConstraint(
                fields=["support_key"], condition=~Q(support_key=""), name="support_key_is_unique"
            ),
            models.UniqueConstraint(
                fields=["claim_digest"], condition=~Q(claim_digest=""), name="claim_is_unique"
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
        category = self.category.name if self.category_id and self.category else ""
        self.search = indexed(self.title, self.location, self.summary, category)

    @property
    def reference(self) -> str:
        """The number as letters and prints bear it, in the edition's pattern; empty for a draft."""
        return reference_of(self.edition.number_pattern, self.number, self.edition.year)

    @property
    def state(self) -> Status:
        """The status with its word and colour."""
        return Status(self.status)

    @property
    def shown(self) -> Shown:
        """The status as those outside the office read it: no verdict before it is announced."""
        return shown(self.state, together=self.edition.evaluating.announced is Announced.TOGETHER)

    @property
    def cost(self) -> int:
        """Grosze of all cost lines, from what is loaded (prefetch `cost_lines` in lists)."""
        return sum(line.amount for line in self.cost_lines.all())

    @property
    def face(self) -> "Picture | None":
        """The picture that stands for it in lists, from what is loaded (prefetch `pictures`)."""
        return next((picture for picture in self.pictures.all() if not picture.is_hidden), None)

    @property
    def supporters_online(self) -> int:
        """How many people support it on line and have confirmed that."""
        return self.supporters.exclude(confirmed_at=None).count() if self.pk and self.support_key else 0

    @property
    def support(self) -> int:
        """All who support it: on line, and by signatures on paper that count."""
        return self.supporters_online + (self.signatures_valid or 0)

    @property
    def support_missing(self) -> int:
        """How many more people are needed; 0 where there are enough."""
        return max(0, (self.pool.signatures if self.pool else 0) - self.support)

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
    def authors_in_public(self) -> str:
        """The author and co-authors for everyone, each only with consent; from what is loaded (prefetch `co_authors__user`
        and `attachments`).
        """
        others = [
            str(one) for one in self.co_authors.all() if one.user_id and one.publish and not one.left_at
        ]
        return ", ".join(filter(None, [self.author_in_office if self._may_be_named else "", *others]))

    @property
    def _may_be_named(self) -> bool:
        """Whether everyone may read the author's name: a minor's only with the guardian's consent among the files."""
        consents = any(file.purpose == Purpose.GUARDIAN for file in self.attachments.all())
        return self.publish_author and (not self.is_minor or consents)

    def addresses(self, *, notice: bool = False) -> list[str]:
        """Where letters about the proposal go: to the author and to all who write with them.

        A `notice` asks for nothing and goes only to those who want such letters.
        """
        others = [
            one.user for one in self.co_authors.filter(left_at=None).exclude(user=None).select_related("user")
        ]
        accounts = [user for user in (self.author, *others) if user and (user.wants_notices or not notice)]
        on_paper = [self.author_email] if self.author is None and self.author_email else []
        return [*on_paper, *(user.email for user in accounts)]
