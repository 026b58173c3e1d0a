"""Text: a piece of news, a document, or a question with its answer. What it says is in its versions."""

import secrets
from pathlib import PurePath

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager


class Kind(models.TextChoices):
    """What a text is, and so where it stands."""

    NEWS = "news", _("Aktualność")
    DOCUMENT = "document", _("Dokument")
    QUESTION = "question", _("Pytanie i odpowiedź")
    PRIVACY = "privacy", _("Informacja o danych osobowych")
    ACCESS = "access", _("Dostępność: uzupełnienie gminy")
    HELP = "help", _("Pomoc")
    TERMS = "terms", _("Warunki korzystania")


# Pages that every town has: one text each, which stands in the place of the usual words, or beside them.
PAGES = (Kind.HELP, Kind.TERMS, Kind.PRIVACY, Kind.ACCESS)


class TextQuerySet(TownQuerySet):
    """Filters named by what they keep."""

    def public(self) -> "TextQuerySet":
        """Those that everyone may read, each with its newest version (`said`); none of an edition in preparation."""
        return self.filter(is_public=True, edition__in_preparation=False).with_versions()

    def shown_at(self, edition: Edition) -> "TextQuerySet":
        """Those of an edition for whoever may see it."""
        return self.filter(is_public=True, edition=edition).with_versions()

    def with_versions(self) -> "TextQuerySet":
        """With what `said` reads."""
        return self.prefetch_related("versions")

    def news(self) -> "TextQuerySet":
        """News, the newest first."""
        return self.filter(kind=Kind.NEWS).order_by("-day", "-pk")

    def pages(self) -> "TextQuerySet":
        """A town's own words on pages that every town has."""
        return self.filter(kind__in=[kind.value for kind in PAGES])

    def documents(self) -> "TextQuerySet":
        """Documents in the office's order."""
        return self.filter(kind=Kind.DOCUMENT).order_by("position", "pk")

    def questions(self) -> "TextQuerySet":
        """Questions in the office's order."""
        return self.filter(kind=Kind.QUESTION).order_by("position", "pk")


class Text(TownOwned):
    """A text of an edition. `day` is the day that news bears, `position` the place among documents or questions."""

    PERSONAL = ()
    PLAIN = ("edition", "kind", "day", "position", "is_public", "page")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    is_public = models.BooleanField(default=False)
    # Of the page on which it was begun: the same page sent again makes no second text.
    page = models.CharField(max_length=32, blank=True)

    objects = town_manager("edition__town", TextQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="text_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.NEWS.value, day__isnull=False)
                | (~Q(kind=Kind.NEWS.value) & Q(day__isnull=True)),
                name="news_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["edition", "kind"],
                condition=Q(kind__in=[kind.value for kind in PAGES]),
                name="a_page_has_one_text",
            ),
            models.UniqueConstraint(
                fields=["edition", "page"], condition=~Q(page=""), name="a_page_makes_one_text"
            ),
        ]

    def __str__(self) -> str:
        return self.said.title

    @property
    def is_page(self) -> bool:
        """Whether it stands on a page that every town has, where the usual words are when it does not."""
        return self.kind in PAGES

    @property
    def said(self) -> "TextVersion":
        """The newest version, from what is loaded (prefetch `versions` in lists)."""
        return max(self.versions.all(), key=lambda one: one.number)

    @property
    def earlier(self) -> list["TextVersion"]:
        """The versions before it, the latest first."""
        return sorted(self.versions.all(), key=lambda one: -one.number)[1:]


def document_name(version: "TextVersion", name: str) -> str:
    """A name on the disk that tells nothing; the sender's own stands in `file_name`."""
    return f"documents/{secrets.token_hex(12)}{PurePath(name).suffix.casefold()}"


class TextVersion(TownOwned):
    """What a text said from a moment on: a title, limited Markdown, for a document a file. Written once."""

    PERSONAL = ()
    PLAIN = (
        "text",
        "number",
        "title",
        "body",
        "file",
        "file_name",
        "file_kind",
        "file_size",
        "written_at",
        "written_by",
    )
    town_path = "text__edition__town"

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    file = models.FileField(upload_to=document_name, max_length=200, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    file_kind = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField()
    # As the journal names officials.
    written_by = models.CharField(max_length=200)

    objects = town_manager("text__edition__town")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="text_version_is_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="text_has_a_title"),
            models.CheckConstraint(condition=~Q(body="") | ~Q(file=""), name="text_says_something"),
        ]

    def __str__(self) -> str:
        return self.title
