"""Operator: who runs the service. Above the towns, with an account of its own kind that no town has."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from wibo.access.permissions import GRANTS, Can, Role


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
