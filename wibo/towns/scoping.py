"""Every row belongs to a town. Reads outside a town's scope raise, and so do writes of another town's row.

django-scopes guards queries; it does not guard creation, so `TownOwned.save` and `bulk_create` do.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager, get_scope


class WrongTown(Exception):
    """A row of one town was about to be written in the scope of another."""


def check_town(row: "TownOwned") -> None:
    """Raise WrongTown unless the row belongs to the town in scope (or scopes are switched off)."""
    scope = get_scope()
    if not scope.get("_enabled", True):
        return
    town = scope.get("town")
    if town is None or row.owning_town_id() != town.pk:
        raise WrongTown(f"{type(row).__name__} of another town")


class TownQuerySet(models.QuerySet[Any]):
    """A queryset whose bulk writes are checked as single ones are."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, after checking the town of every row."""
        rows = list(objs)
        for row in rows:
            check_town(row)
        return super().bulk_create(rows, *args, **kwargs)


class TownOwned(models.Model):
    """The base of every model but the few global ones. `town_path` leads from the row to its town."""

    town_path: ClassVar[str] = "town"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, after checking the town."""
        check_town(self)
        super().save(*args, **kwargs)

    def owning_town_id(self) -> int:
        """The town that the row belongs to, by the path."""
        *steps, last = self.town_path.split("__")
        thing: Any = self
        for step in steps:
            thing = getattr(thing, step)
        return int(getattr(thing, f"{last}_id"))


def town_manager(path: str = "town", queryset: type[models.QuerySet[Any]] = TownQuerySet) -> Any:
    """The manager of a town-owned model: refuses to answer outside a scope."""
    return ScopedManager(town=path, _manager_class=models.Manager.from_queryset(queryset))
