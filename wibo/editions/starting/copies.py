"""An earlier edition as a beginning: its rules, lists, application, cards, map and places; never its people or proposals."""

from typing import Any

from wibo.editions.models import Area, Edition, Pool

# Settings that a town decides once and keeps; the rest of an edition is what happened in it.
COLUMNS = (
    "regulations",
    "identity_kind",
    "min_voter_age",
    "duplicate_rule",
    "max_proposals",
    "max_attachments",
    "application",
    "never_funded",
    "fit_list",
    "map_tiles",
    "map_credit",
    "number_pattern",
    "online_support",
    "support_clause",
    "field_order",
    "evaluation",
    "home_ballot",
    "identity_days",
    "record_years",
    "rules",
)
# What hangs on an edition and is copied row by row; of cards the newest of each kind.
_ROWS = ("categories", "questions", "prices", "layers", "voting_places")


def copy_into(edition: Edition, source: Edition) -> None:
    """Everything that is settled, from the source into an edition that has nothing yet."""
    for name in COLUMNS:
        setattr(edition, name, getattr(source, name))
    edition.save(update_fields=COLUMNS)
    _copy_pools(edition, source, {area.pk: _copied(area, edition) for area in source.areas.all()})
    for name in _ROWS:
        for row in getattr(source, name).all():
            _copied(row, edition)
    _copy_cards(edition, source)


def _copied(row: Any, edition: Edition) -> Any:
    row.pk, row.edition = None, edition
    row._state.adding = True
    row.save(force_insert=True)
    return row


def _copy_pools(edition: Edition, source: Edition, areas: dict[int, Area]) -> None:
    made: dict[int, Pool] = {}
    leads: dict[int, int] = {}
    for pool in source.pools.all():
        key, leads[pool.pk] = pool.pk, pool.leftover_to_id or 0
        pool.area = areas[pool.area_id] if pool.area_id else None
        # Numbers of projects of that year.
        pool.collisions, pool.leftover_to = [], None
        made[key] = _copied(pool, edition)
    for key, target in leads.items():
        if target in made:
            made[key].leftover_to = made[target]
            made[key].save(update_fields=["leftover_to"])


def _copy_cards(edition: Edition, source: Edition) -> None:
    seen: set[str] = set()
    for card in source.cards.order_by("kind", "-version"):
        if card.kind not in seen:
            seen.add(card.kind)
            card.version = 1
            _copied(card, edition)
