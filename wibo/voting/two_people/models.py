"""Acts that two people do together: one proposes, another confirms within half an hour."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wibo.editions.models import Edition
from wibo.keyring.hallmarks import Hallmarked
from wibo.towns.scoping import TownOwned, town_manager

WITHIN = timedelta(minutes=30)


class TwoPersonKind(models.TextChoices):
    """Which act."""

    OPEN_URN = "open-urn", "otwarcie urny"
    VOTER_LIST = "voter-list", "lista głosujących"
    PAUSE = "pause", "wstrzymanie głosowania przez internet"
    RESUME = "resume", "wznowienie głosowania przez internet"
    SCHEDULE = "schedule", "zmiana terminu głosowania"
    CLOSE_BATCH = "close-batch", "zamknięcie paczki kart z różnicą"
    ANNUL = "annul", "unieważnienie głosu"
    MEND_VOTER = "mend-voter", "poprawka w wykazie uprawnionych"
    LOST_WINNER = "lost-winner", "zwycięzca, którego nie da się wykonać"
    ERASE = "erase", "usunięcie danych"


class TwoPersonAct(Hallmarked, TownOwned):
    """A proposed act; two accounts, by constraint. `failure` tells why the worker could not do it."""

    PERSONAL = ("made_file",)
    PLAIN = (
        "edition",
        "kind",
        "first",
        "second",
        "reason",
        "proposed_at",
        "confirmed_at",
        "done_at",
        "failure",
        "told",
        "content",
        "mark",
    )
    town_path = "edition__town"
    PURPOSE = "act"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="two_person_acts")
    kind = models.CharField(max_length=12, choices=TwoPersonKind.choices)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300)
    # What exactly is to be done: for the second person to read, and for the program to do.
    told = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    # That this program wrote it (keyring.hallmarks), anew at the confirmation; the worker does no act without it.
    mark = models.CharField(max_length=48, blank=True)
    proposed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    made_file = models.CharField(max_length=200, blank=True)

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(first=F("second")), name="two_people_are_two"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True, confirmed_at__isnull=True)
                | Q(second__isnull=False, confirmed_at__isnull=False),
                name="second_person_with_time",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def made_path(self) -> Path:
        """Where a file that the act has made lies: outside those that can be downloaded by address."""
        folder: Path = settings.DATA_DIR / "made"
        return folder / self.made_file

    def vouched(self) -> tuple[Any, ...]:
        """The act as proposed while nobody has confirmed it, else as confirmed."""
        # What a proposal holds is blanked once it is done, so that a confirmed act is marked without it.
        content = self.content if self.second_id is None else None
        return (
            self.pk,
            self.edition_id,
            self.kind,
            self.first_id,
            self.proposed_at,
            self.reason,
            self.told,
            content,
            self.second_id,
            self.confirmed_at,
        )

    def is_waiting(self, now: datetime) -> bool:
        """Whether a second person may still confirm."""
        return self.second_id is None and not self.failure and now < self.proposed_at + WITHIN

    @property
    def expires_at(self) -> datetime:
        """Until when."""
        return self.proposed_at + WITHIN
