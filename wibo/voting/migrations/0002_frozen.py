"""A frozen ballot and its rules do not change, and envelopes come only between freezing and opening."""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

_FROZEN = "EXISTS (SELECT 1 FROM editions_edition e WHERE e.id = {row}.edition_id AND e.frozen_at IS NOT NULL{more})"
_CLOSED = _FROZEN.format(row="NEW", more="")
_KEPT = _FROZEN.format(row="OLD", more=" AND NOT e.imported")
_MESSAGE = "the ballot and its rules are frozen"
_OPEN_BOOTH = (
    "NOT EXISTS (SELECT 1 FROM editions_edition e WHERE e.id = NEW.edition_id "
    "AND e.frozen_at IS NOT NULL AND e.urn_opened_at IS NULL)"
)
_OPENED = "EXISTS (SELECT 1 FROM editions_edition e WHERE e.id = NEW.edition_id AND e.urn_opened_at IS NOT NULL)"
_EDITION = "editions_edition WHERE id = NEW.edition_id"

RULES = [
    Rule("frozen_project_insert", "voting_project", "INSERT", _CLOSED, _MESSAGE, _EDITION),
    Rule(
        "frozen_project_update",
        "voting_project",
        "UPDATE OF edition_id, pool_id, proposal_id, number, title, cost",
        _CLOSED,
        _MESSAGE,
        _EDITION,
    ),
    Rule("frozen_project_delete", "voting_project", "DELETE", _KEPT, _MESSAGE),
    Rule("frozen_pool_insert", "editions_pool", "INSERT", _CLOSED, _MESSAGE, _EDITION),
    Rule("frozen_pool_update", "editions_pool", "UPDATE", _CLOSED, _MESSAGE, _EDITION),
    Rule("frozen_pool_delete", "editions_pool", "DELETE", _KEPT, _MESSAGE),
    Rule(
        "frozen_edition_update",
        "editions_edition",
        "UPDATE OF frozen_at, frozen_digest, identity_kind, min_voter_age",
        "OLD.frozen_at IS NOT NULL",
        _MESSAGE,
    ),
    Rule("envelope_needs_open_booth", "voting_envelope", "INSERT", _OPEN_BOOTH, "the urn does not take envelopes now", _EDITION),
    Rule(
        "envelope_state_is_final",
        "voting_envelope",
        "UPDATE OF state, reason, participation_id",
        _OPENED,
        "the urn is open, no ballot can be annulled",
        _EDITION,
    ),
]


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_initial"), ("editions", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        )
    ]
