"""Forms over stored values that know what they were opened with, so that nobody writes over what they have not seen.

The page carries a digest of the stored values that it showed. When the stored ones are others by the time it is sent,
nothing is saved: both versions stand side by side, what was typed is still in the fields, and the next sending counts
as made with both in sight. Hold the row (`held`) from the reading of the form to the saving, or two could pass at once.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

FIELD = "wersja"
OVERTAKEN = _(
    "Ktoś zmienił te dane, gdy ta strona była otwarta (albo ty na innym urządzeniu). Nic nie zapisano. Niżej są obie "
    "wersje: popraw pola i zapisz jeszcze raz."
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which the stored value and the typed one differ."""

    label: str
    stored: str
    typed: str


class Versioned(forms.BaseForm):
    """Mixed into a form. `UNVERSIONED` fields are no stored values; `beside` are stored values without a field here,
    by label, as text (rows of costs, dates of stages), `beside_typed` what was typed for them. `kept` is what was typed on
    the page before the sign-in: it is shown with the version that its writer had seen.
    """

    UNVERSIONED: tuple[str, ...] = ("reason",)

    def __init__(
        self,
        *args: Any,
        beside: Mapping[str, str] | None = None,
        beside_typed: Mapping[str, str] | None = None,
        kept: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = dict(kept.items()) if kept else {}
        self.beside, self.beside_typed = dict(beside or {}), dict(beside_typed or {})
        self.fields[FIELD] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.conflicts: list[Difference] = []

    @property
    def version(self) -> str:
        """The digest of the stored values."""
        stored = {name: str(self._stored(name)) for name in self._versioned()}
        return sha256(json.dumps([stored, self.beside], sort_keys=True).encode()).hexdigest()[:32]

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """As Django's, or what was kept; the version's own field shows the version."""
        if field_name in self.kept:
            return self.kept[field_name]
        return self.version if field_name == FIELD else super().get_initial_for_field(field, field_name)

    def full_clean(self) -> None:
        """As Django's, after which a form that was opened with other values is refused."""
        super().full_clean()
        key = self.add_prefix(FIELD)
        if not self.is_bound or self._is_new() or self.data.get(key, "") == self.version:
            return
        self.conflicts = list(self._differences())
        if not self.conflicts:
            # The same values once more (a form sent twice): nothing can be lost.
            return
        self.add_error(None, str(OVERTAKEN))
        again: Any = dict(self.data.lists()) if isinstance(self.data, QueryDict) else dict(self.data)
        self.data = (
            MultiValueDict({**again, key: [self.version]})
            if isinstance(self.data, QueryDict)
            else {**again, key: self.version}
        )

    def _is_new(self) -> bool:
        """Whether nothing is stored yet, so that nothing can be written over."""
        instance = getattr(self, "instance", None)
        return instance is not None and instance.pk is None

    def _versioned(self) -> list[str]:
        return [name for name in self.fields if name != FIELD and name not in self.UNVERSIONED]

    def _stored(self, name: str) -> Any:
        return super().get_initial_for_field(self.fields[name], name)

    def _differences(self) -> Iterator[Difference]:
        for name in self._versioned():
            bound = self[name]
            stored, typed = _in_words(bound.field, self._stored(name)), _in_words(bound.field, bound.value())
            if stored != typed:
                yield Difference(str(bound.label), stored, typed)
        for label, stored in self.beside.items():
            typed = self.beside_typed.get(label, "")
            if stored != typed:
                yield Difference(label, stored or "–", typed or "–")


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return str(_("tak") if value and value not in ("False", "0") else _("nie"))
    choices = dict(_flat(getattr(field, "choices", ())))
    values = value if isinstance(value, list | tuple) else [value]
    words = [str(choices.get(str(one), field.prepare_value(one))) for one in values if one not in (None, "")]
    return ", ".join(words) or "–"


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        yield str(value), label


@contextmanager
def held(request: HttpRequest, rows: QuerySet[Any], pk: Any) -> Iterator[Any]:
    """The row, held until what is done with it is saved when something was sent. Raises Http404."""
    if request.method != "POST":
        yield get_object_or_404(rows, pk=pk)
        return
    with transaction.atomic():
        yield get_object_or_404(rows.select_for_update(of=("self",)), pk=pk)
