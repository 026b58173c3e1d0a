"""Emptying a twin: every row, every file, every key. The database lets it go since the town was born a rehearsal."""

from collections.abc import Iterator

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django_scopes import scope, scopes_disabled

from wibo.editions.models import Edition
from wibo.housekeeping.stored_files import names_of_files
from wibo.journal.anchoring import forget_anchors
from wibo.keyring import keys
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned


class NotARehearsal(Exception):
    """Somebody asked to empty a town of people."""


def wipe(twin: Town) -> dict[str, int]:
    """Remove the twin with all that is in it; how many rows of each kind there were. Raises NotARehearsal, NotTheWorker.

    Rows go in one transaction; files and keys after it, so that a failure leaves nothing half there.
    """
    if not twin.is_rehearsal:
        raise NotARehearsal(twin.slug)
    with scope(town=twin):
        files = names_of_files()
        rings = list(Edition.objects.values_list("ring", flat=True))
    with transaction.atomic(), scopes_disabled():
        gone = {str(kind._meta.label): _emptied(kind, twin) for kind in _children_first()}
        Town.objects.filter(pk=twin.pk).delete()
    for ring in rings:
        keys.destroy_all(ring)
    for name in files:
        default_storage.delete(name)
    forget_anchors(twin)
    return {name: count for name, count in gone.items() if count}


def _emptied(kind: type[TownOwned], twin: Town) -> int:
    rows = kind._base_manager.filter(**{kind.town_path: twin.pk})
    count = rows.count()
    for field in kind._meta.many_to_many:
        through = getattr(field.remote_field, "through", None)
        if through is not None and through._meta.auto_created:
            pairs = through._base_manager.filter(**{f"{field.m2m_field_name()}__{kind.town_path}": twin.pk})
            pairs._raw_delete(pairs.db)
    rows._raw_delete(rows.db)
    return count


def _children_first() -> Iterator[type[TownOwned]]:
    """Every kind of row that a town has, each before those that it points to: triggers look at what a row belongs to."""
    waiting = [kind for kind in apps.get_models() if issubclass(kind, TownOwned)]
    while waiting:
        pointed = {target for kind in waiting for target in _targets(kind) if target is not kind}
        free = [kind for kind in waiting if kind not in pointed]
        yield from free
        waiting = [kind for kind in waiting if kind in pointed]


def _targets(kind: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in kind._meta.get_fields()
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)
    }
