"""What lies in the urn, who took part, and what was born at the opening: no row changes or goes outside its act.

Columns that a later erasure of personal data empties (`person`) may become empty at any time.
"""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

_EDITION = "SELECT 1 FROM editions_edition e WHERE e.id = {row}.edition_id"
_OPENED = f"EXISTS ({_EDITION} AND e.urn_opened_at IS NOT NULL)"
_KEPT = f"NOT EXISTS ({_EDITION} AND e.imported)".format(row="OLD")
_OF_BATCH = "NOT EXISTS (SELECT 1 FROM voting_paperbatch b JOIN editions_edition e ON e.id = b.edition_id WHERE b.id = OLD.batch_id AND e.imported)"


def changed(*columns):
    return "(" + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns) + ")"


_OUTSIDE = (
    "edition_id", "channel", "cast_on", "area_id", "age_band", "sex", "batch_id", "serial", "printed", "keyed_by_id",
    "receipt", "bond", "idempotency_key",
)
_EMPTY = "length(NEW.{column}) = 0"

RULES = [
    Rule("envelope_stays_sealed", "voting_envelope", "UPDATE",
         f"NEW.sealed IS DISTINCT FROM OLD.sealed AND NOT (length(NEW.sealed) = 0 AND {_OPENED.format(row='NEW')})",
         "an envelope is emptied by the opening alone"),
    Rule("envelope_outside_is_fixed", "voting_envelope", "UPDATE",
         f"{changed(*_OUTSIDE)} OR (NEW.person IS DISTINCT FROM OLD.person AND length(NEW.person) > 0)",
         "the outside of an envelope does not change"),
    Rule("envelope_never_counts_again", "voting_envelope", "UPDATE",
         "NEW.state IS DISTINCT FROM OLD.state AND (NEW.state = 'valid' OR OLD.state = 'replaced' "
         "OR (NEW.state = 'replaced' AND OLD.batch_id IS NULL))",
         "what does not count stays so"),
    Rule("envelope_keeps_its_person", "voting_envelope", "UPDATE",
         "NEW.participation_id IS DISTINCT FROM OLD.participation_id "
         "AND NOT (NEW.participation_id IS NULL AND NEW.state = 'replaced')",
         "an envelope keeps its person"),
    Rule("envelope_is_kept", "voting_envelope", "DELETE", _KEPT, "no envelope is deleted"),
    Rule("participation_is_fixed", "voting_participation", "UPDATE", changed("tag", "edition_id"), "a participation does not change"),
    Rule("participation_is_kept", "voting_participation", "DELETE",
         f"{_KEPT} AND ({_OPENED.format(row='OLD')} OR EXISTS "
         "(SELECT 1 FROM voting_envelope v WHERE v.participation_id = OLD.id))",
         "who took part is kept"),
    Rule("ballot_is_born_at_the_opening", "voting_ballot", "INSERT", _OPENED.format(row="NEW"), "the urn is open", "editions_edition WHERE id = NEW.edition_id"),
    Rule("ballot_is_fixed", "voting_ballot", "UPDATE", "1 = 1", "an opened ballot does not change"),
    Rule("ballot_is_kept", "voting_ballot", "DELETE", _KEPT, "no ballot is deleted"),
    Rule("vote_is_born_at_the_opening", "voting_vote", "INSERT", _OPENED.format(row="NEW"), "the urn is open", "editions_edition WHERE id = NEW.edition_id"),
    Rule("vote_is_fixed", "voting_vote", "UPDATE", "1 = 1", "an opened vote does not change"),
    Rule("vote_is_kept", "voting_vote", "DELETE", _KEPT, "no vote is deleted"),
    Rule("receipt_list_is_fixed", "voting_receiptlist", "UPDATE",
         f"{changed('edition_id', 'made_at', 'count', 'digest', 'journal_number', 'journal_digest')} "
         "OR (NEW.lines <> OLD.lines AND NEW.lines <> '')",
         "a list of receipts does not change"),
    Rule("receipt_list_is_kept", "voting_receiptlist", "DELETE", _KEPT, "no list of receipts is deleted"),
    Rule("snapshot_is_fixed", "voting_countsnapshot", "UPDATE", "1 = 1", "a running count does not change"),
    Rule("snapshot_is_kept", "voting_countsnapshot", "DELETE", _KEPT, "no running count is deleted"),
    Rule("second_keying_is_kept", "voting_secondkeying", "DELETE", _OF_BATCH, "no second keying is deleted"),
    Rule("dispute_is_kept", "voting_dispute", "DELETE", _OF_BATCH, "no dispute is deleted"),
    Rule("decided_dispute_is_fixed", "voting_dispute", "UPDATE", "OLD.decided_at IS NOT NULL", "a dispute is decided once"),
    Rule("batch_is_kept", "voting_paperbatch", "DELETE", _KEPT, "no batch is deleted"),
    Rule("closed_batch_is_fixed", "voting_paperbatch", "UPDATE", "OLD.closed_at IS NOT NULL", "a closed batch does not change"),
    Rule("two_person_act_is_kept", "voting_twopersonact", "DELETE", _KEPT, "no act of two people is deleted"),
    Rule("two_person_act_is_fixed", "voting_twopersonact", "UPDATE",
         f"{changed('edition_id', 'kind', 'first_id', 'reason', 'proposed_at')} "
         "OR (OLD.second_id IS NOT NULL AND NEW.second_id IS DISTINCT FROM OLD.second_id)",
         "an act of two people does not change"),
]


class Migration(migrations.Migration):
    dependencies = [("voting", "0011_what_lies_in_the_urn")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        )
    ]
