"""Work: what becomes of a winner. Its posts tell of it, with pictures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wibo.towns.pictures import SizedPicture
from wibo.towns.scoping import TownOwned, town_manager
from wibo.voting.models import Project


class State(models.TextChoices):
    """Where a work stands; a winner that nobody has touched is planned."""

    PLANNED = "planned", _("Planowany")
    TENDER = "tender", _("Wybieramy wykonawcę")
    BUILDING = "building", _("W budowie")
    DONE = "done", _("Gotowy")
    GIVEN_UP = "given-up", _("Odstąpiono")

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return _COLOURS[self]


_COLOURS = {
    State.PLANNED: "neutral",
    State.TENDER: "info",
    State.BUILDING: "warning",
    State.DONE: "success",
    State.GIVEN_UP: "danger",
}


class Work(TownOwned):
    """The work on a winner. `spent` in grosze, `percent` of the work done."""

    PERSONAL = ()
    PLAIN = (
        "project",
        "state",
        "percent",
        "starts_on",
        "ends_on",
        "spent",
        "reason",
        "changed_at",
    )
    town_path = "project__edition__town"

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="work")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED.value)
    percent = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    # As it is planned; once the work is done, as it was.
    ends_on = models.DateField(null=True, blank=True)
    spent = models.PositiveBigIntegerField(null=True, blank=True)
    # Why it was given up.
    reason = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    objects = town_manager("project__edition__town")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="state_of_work_is_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_is_of_a_hundred"),
            models.CheckConstraint(
                condition=~Q(state=State.DONE.value) | Q(percent=100), name="what_is_done_is_done_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.GIVEN_UP.value) | ~Q(reason=""), name="giving_up_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="work_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_state_display()}"

    @property
    def stage(self) -> State:
        """The state with its word and colour."""
        return State(self.state)


class Post(TownOwned):
    """What the office tells of a work on a day, in limited Markdown."""

    PERSONAL = ()
    PLAIN = ("work", "day", "body", "page", "written_at", "written_by")
    town_path = "work__project__edition__town"

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="posts")
    day = models.DateField()
    body = models.TextField()
    # Of the page on which it was written: the same page sent again makes no second post.
    page = models.CharField(max_length=32, blank=True)
    written_at = models.DateTimeField()
    # As the journal names officials.
    written_by = models.CharField(max_length=200)

    objects = town_manager("work__project__edition__town")

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="post_says_something"),
            models.UniqueConstraint(
                fields=["work", "page"], condition=~Q(page=""), name="a_page_makes_one_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class WorkPicture(SizedPicture):
    """A picture of a post; for everyone, as long as the post is there."""

    PERSONAL = ()
    PLAIN = (
        "post",
        "large_webp",
        "large_jpeg",
        "small_webp",
        "small_jpeg",
        "width",
        "height",
        "size",
        "words",
        "added_at",
    )
    town_path = "post__work__project__edition__town"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="pictures")

    objects = town_manager("post__work__project__edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="work_picture_is_told_in_words")]
