"""Operator: who runs the service. Above the towns, with an account of its own kind that no town has."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from wibo.access.permissions import GRANTS, Can, Role


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Filters named by what they keep."""

    def on(self, now: datetime) -> "AnnouncementQuerySet":
        """Those that are shown now."""
        return self.filter(shown_from__lte=now, shown_until__gt=now, withdrawn_at=None)

    def to_come(self, now: datetime) -> "AnnouncementQuerySet":
        """Those that will be shown."""
        return self.filter(shown_from__gt=now, withdrawn_at=None)


class Announcement(models.Model):
    """What the operator tells all towns: a break, a fault. One row for all of them; each town's journal says that it was told."""

    PERSONAL = ()
    PLAIN = (
        "text",
        "for_residents",
        "shown_from",
        "shown_until",
        "written_at",
        "written_by",
        "withdrawn_at",
        "withdrawn_by",
    )

    text = models.CharField(max_length=500)
    for_residents = models.BooleanField(default=False)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["shown_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_until__gt=models.F("shown_from")), name="announcement_has_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="withdrawing_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class OperatorQuerySet(models.QuerySet["Operator"]):
    """The operators."""

    def by_email(self, email: str) -> "Operator | None":
        """The one with that address, however its letters are cased, or None."""
        return self.filter(email=email.casefold()).first()


class Operator(AbstractBaseUser):
    """A person of the data centre. Signs in on the operator's host alone."""

    PERSONAL = ("email", "name", "password", "last_login", "telephone")
    PLAIN = ("is_active", "created_at", "last_step")

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # The sealed secret of an application on a telephone, and the last step of time whose number was used.
    telephone = models.BinaryField(default=bytes, editable=False)
    last_step = models.PositiveBigIntegerField(default=0)

    objects = OperatorQuerySet.as_manager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_official = False

    def __str__(self) -> str:
        return self.name

    def can(self, permission: Can) -> bool:
        """Whether an operator may do it."""
        return permission in GRANTS[Role.OPERATOR]

    @property
    def signature(self) -> str:
        """How a town's journal names the operator."""
        return f"operator {self.name}"
