"""Emptying a twin: every row, every file, every key. The database lets it go since the town was born a rehearsal."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django_scopes import scopes_disabled

from wibo.editions.models import Edition
from wibo.journal.anchoring import forget_anchors
from wibo.keyring import keys
from wibo.towns.files import forget_unnamed
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned

# Rings, names of files and slugs.
Doomed = dict[str, list[str]]


class NotARehearsal(Exception):
    """Somebody asked to empty a town of people."""


def wipe_rows(twin: Town) -> tuple[dict[str, int], Doomed]:
    """Remove every row of the twin, in the caller's transaction; how many of each kind, and what is to go after it.

    Raises NotARehearsal.
    """
    if not twin.is_rehearsal:
        raise NotARehearsal(twin.slug)
    with scopes_disabled():
        kinds = list(_children_first())
        doomed: Doomed = {
            "rings": list(Edition.objects.filter(town=twin).values_list("ring", flat=True)),
            "files": [name for kind in kinds for name in _files(kind, twin)],
            "slugs": [twin.slug],
        }
        gone = {str(kind._meta.label): _emptied(kind, twin) for kind in kinds}
        Town.objects.filter(pk=twin.pk).delete()
    return {name: count for name, count in gone.items() if count}, doomed


def wipe_rest(doomed: Doomed) -> None:
    """Keys, files and anchors of rows that are gone. May be repeated. Raises NotTheWorker, OSError of the storage."""
    with scopes_disabled():
        for ring in doomed.get("rings", ()):
            # A ring that some edition still has is nobody's to destroy, whatever a row says.
            if not Edition.objects.filter(ring=ring).exists():
                keys.destroy_all(ring)
        forget_unnamed(doomed.get("files", ()))
    for slug in doomed.get("slugs", ()):
        if not Town.objects.filter(slug=slug).exists():
            forget_anchors(slug)


def _files(kind: type[TownOwned], twin: Town) -> Iterator[str]:
    columns = [column.name for column in kind._meta.fields if isinstance(column, models.FileField)]
    rows = kind._base_manager.filter(**{kind.town_path: twin.pk}).values_list(*columns) if columns else ()
    yield from (name for row in rows for name in row if name)


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
