"""Ballots held invalid, and voters with valid ballots. Neither ever shows a choice."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count

from wibo.documents.engine.sheets import Sheet
from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.rulebook.people import ageing
from wibo.rulebook.people.likeness import Likeness, Named, alike
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.models import Envelope, EnvelopeState, ListFault
from wibo.wording.faults import WORDS

_CHANNELS = {"internet": "przez internet", "paper": "na papierze"}
_SEXES = {"F": "kobieta", "M": "mężczyzna"}
# In a smaller group a row could be recognised by its neighbours.
SMALLEST_AREA = 10

_INVALID = (
    ("Lp.", 7),
    ("Sposób", 16),
    ("Dzień", 12),
    ("Paczka", 30),
    ("Numer karty", 12),
    ("Lista", 16),
    ("Kod", 7),
    ("Powód", 40),
    ("Podstawa", 40),
    ("Uwaga", 50),
    ("Kto zdecydował", 28),
)
_VOTERS = (("Lp.", 7), ("Sposób", 16), ("Dzień", 12), ("Wiek", 14), ("Płeć", 14), ("Obszar", 30))
_NAMED = (("Imię", 20), ("Nazwisko", 25), ("Adres", 45), ("Data urodzenia", 14))
_SIMILAR = (
    ("Lp.", 7),
    ("Data urodzenia", 14),
    ("Co je łączy", 44),
    ("Lp. na liście", 12),
    ("Pierwsza osoba", 36),
    ("Lp. na liście", 12),
    ("Druga osoba", 36),
)
LIKENESS = {
    Likeness.ORDER: "te same imiona i nazwiska w innej kolejności",
    Likeness.MORE_NAMES: "jedna ma więcej imion, łącznik albo tytuł",
    Likeness.SPELLING: "różnią się jedną albo dwiema literami",
}


def invalid(edition: Edition) -> list[Sheet]:
    """Every invalid ballot with its reason, the rule and who decided; then lists that alone are invalid."""

    def rows() -> Iterator[tuple[Any, ...]]:
        found = Envelope.objects.filter(edition=edition).invalid().select_related("batch")
        for e in found.order_by("batch_id", "serial", "pk").iterator(500):
            yield _invalid_row(edition, e, "cała karta", e.reason)
        faults = ListFault.objects.filter(envelope__edition=edition, envelope__state=EnvelopeState.VALID)
        of_lists = faults.select_related("envelope__batch", "pool")
        for one in of_lists.order_by("envelope__batch_id", "envelope__serial", "pk").iterator(500):
            yield _invalid_row(edition, one.envelope, f"lista: {one.pool.name}", one.reason)

    return [Sheet("Głosy nieważne", _INVALID, _numbered(rows()))]


def _invalid_row(edition: Edition, e: Envelope, what: str, reason: str) -> tuple[Any, ...]:
    return (
        _CHANNELS[e.channel],
        e.cast_on,
        e.batch.name if e.batch else "",
        e.serial,
        what,
        reason,
        WORDS[Reason(reason)],
        edition.regulations,
        e.note,
        e.decided_by,
    )


def voters(edition: Edition) -> list[Sheet]:
    """One row per person with a valid ballot, in random order, without names."""
    return [Sheet("Głosujący głosy ważne", _VOTERS, _facts(edition))]


def named_voters(edition: Edition) -> list[Sheet]:
    """The same with name and address, from the part sealed to the office, and who may be one person written twice.

    Only the worker can make it.
    """
    box = keys.opener(edition.ring, keys.OFFICE)

    def opened(person: bytes) -> list[str]:
        # Ballots of older versions were sealed without the birth date.
        return [*json.loads(box.decrypt(bytes(person))), ""][:4] if person else ["", "", "", ""]

    def rows() -> Iterator[tuple[Any, ...]]:
        for row, person in _in_random_order(edition):
            yield (*row, *opened(person))

    def similar() -> Iterator[tuple[Any, ...]]:
        found = ((at, opened(person)) for at, (_row, person) in enumerate(_in_random_order(edition), start=1))
        known = [(at, Named(one[0], one[1], date.fromisoformat(one[3]))) for at, one in found if one[3]]
        for one, other, kind in alike([person for _at, person in known]):
            pair = known[one], known[other]
            yield (
                pair[0][1].born,
                LIKENESS[kind],
                *(cell for at, person in pair for cell in (at, f"{person.first_name} {person.surname}")),
            )

    return [
        Sheet("Głosujący głosy ważne", (*_VOTERS, *_NAMED), _numbered(rows())),
        Sheet("Podobne osoby", _SIMILAR, _numbered(similar())),
    ]


def _facts(edition: Edition) -> Iterator[tuple[Any, ...]]:
    return _numbered(row for row, _ in _in_random_order(edition))


def _numbered(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return ((number, *row) for number, row in enumerate(rows, start=1))


def _in_random_order(edition: Edition) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    """Facts and the sealed person of each valid ballot, streamed by the random number that an envelope is known by."""
    valid = Envelope.objects.filter(edition=edition).valid()
    counts = dict(valid.values_list("area").annotate(n=Count("pk")))
    areas = {area.pk: area.name for area in edition.areas.all() if counts.get(area.pk, 0) >= SMALLEST_AREA}
    facts = ("channel", "cast_on", "age_band", "sex", "area_id", "person")
    # Tuples: a row of its own for each would take as long as the writing.
    rows = valid.order_by("pk").values_list(*facts).iterator(2000)
    for channel, cast_on, band, sex, area, person in rows:
        yield (
            (
                _CHANNELS[channel],
                cast_on,
                ageing.label(band),
                _SEXES.get(sex, "brak danych"),
                areas.get(area, ""),
            ),
            person,
        )
