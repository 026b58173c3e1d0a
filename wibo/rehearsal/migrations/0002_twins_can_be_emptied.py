"""What the database keeps for ever it lets go in a twin, and nowhere else: each guard again, with that one exception."""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

_TWIN = "t.rehearses_id IS NOT NULL"
_OF_EDITION = "FROM editions_edition e JOIN towns_town t ON t.id = e.town_id WHERE e.id = {of}"
_OF_BATCH = (
    "FROM voting_paperbatch b JOIN editions_edition e ON e.id = b.edition_id "
    "JOIN towns_town t ON t.id = e.town_id WHERE b.id = OLD.batch_id"
)
_OF_RUN = (
    "FROM results_countrun r JOIN editions_edition e ON e.id = r.edition_id "
    "JOIN towns_town t ON t.id = e.town_id WHERE r.id = OLD.run_id"
)
_EDITION = _OF_EDITION.format(of="OLD.edition_id")
_OPENED = "EXISTS (SELECT 1 FROM editions_edition e WHERE e.id = OLD.edition_id AND e.urn_opened_at IS NOT NULL)"
_HAS_ENVELOPE = "EXISTS (SELECT 1 FROM voting_envelope v WHERE v.participation_id = OLD.id)"
_BALLOT = "the ballot is frozen"

# Name, table, where its town is found, what else must hold, message.
_KEPT = (
    ("envelope_is_kept", "voting_envelope", _EDITION, "", "no envelope is deleted"),
    ("participation_is_kept", "voting_participation", _EDITION, f"({_OPENED} OR {_HAS_ENVELOPE})", "who took part is kept"),
    ("ballot_is_kept", "voting_ballot", _EDITION, "", "no ballot is deleted"),
    ("vote_is_kept", "voting_vote", _EDITION, "", "no vote is deleted"),
    ("receipt_list_is_kept", "voting_receiptlist", _EDITION, "", "no list of receipts is deleted"),
    ("snapshot_is_kept", "voting_countsnapshot", _EDITION, "", "no running count is deleted"),
    ("second_keying_is_kept", "voting_secondkeying", _OF_BATCH, "", "no second keying is deleted"),
    ("dispute_is_kept", "voting_dispute", _OF_BATCH, "", "no dispute is deleted"),
    ("batch_is_kept", "voting_paperbatch", _EDITION, "", "no batch is deleted"),
    ("two_person_act_is_kept", "voting_twopersonact", _EDITION, "", "no act of two people is deleted"),
    ("frozen_project_delete", "voting_project", _EDITION, "", _BALLOT),
    ("frozen_pool_delete", "editions_pool", _EDITION, "", _BALLOT),
    ("run_is_kept", "results_countrun", _EDITION, "", "no count is deleted"),
    ("draw_is_kept", "results_tiedraw", _OF_RUN, "", "no decision of a tie is deleted"),
    ("notice_is_kept", "results_tienotice", _OF_RUN, "", "no announced draw is deleted"),
    ("publication_is_kept", "results_publication", _EDITION, "", "no publication is deleted"),
    ("adjustment_is_kept", "results_pooladjustment", _EDITION, "", "no change of money is deleted"),
    ("addition_is_kept", "results_addition", _EDITION, "", "no addition is deleted"),
)
# Of these the frozen ballot alone is kept: before the freeze they may go.
_FROZEN = {"frozen_project_delete", "frozen_pool_delete"}


def _kept(twins):
    gone = f"(e.imported OR {_TWIN})" if twins else "e.imported"
    for name, table, of, further, message in _KEPT:
        refused = f"NOT EXISTS (SELECT 1 {of} AND {gone})"
        if name in _FROZEN:
            refused = f"EXISTS (SELECT 1 {of} AND e.frozen_at IS NOT NULL AND NOT {gone})"
        yield Rule(name, table, "DELETE", f"{refused} AND {further}" if further else refused, message)


def _journal(twins):
    whose = f"NOT EXISTS (SELECT 1 FROM towns_town t WHERE t.id = OLD.town_id AND {_TWIN})"
    for table in ("journal_entry", "journal_seal"):
        yield Rule(f"{table}_delete", table, "DELETE", whose if twins else "1 = 1", "the journal is append-only")


def _set(twins):
    def change(apps, editor):
        rules = [*_kept(twins), *_journal(twins)]
        drop(rules, editor)
        create(rules, editor)

    return change


class Migration(migrations.Migration):
    dependencies = [
        ("rehearsal", "0001_initial"),
        ("towns", "0003_twins"),
        ("voting", "0017_search_by_forms"),
        ("results", "0005_lost_winners"),
        ("journal", "0011_marks"),
    ]
    operations = [migrations.RunPython(_set(twins=True), _set(twins=False))]
