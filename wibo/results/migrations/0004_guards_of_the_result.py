"""Runs, decisions of ties and what was published: added, never changed or taken away outside their act."""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

_KEPT = "NOT EXISTS (SELECT 1 FROM editions_edition e WHERE e.id = OLD.edition_id AND e.imported)"
_OF_RUN = (
    "NOT EXISTS (SELECT 1 FROM results_countrun r JOIN editions_edition e ON e.id = r.edition_id "
    "WHERE r.id = OLD.run_id AND e.imported)"
)
_PUBLISHED = "edition_id", "published_at", "published_by", "protests_until"


def changed(*columns):
    return "(" + " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns) + ")"


RULES = [
    Rule("run_is_fixed", "results_countrun", "UPDATE", "1 = 1", "a count does not change"),
    Rule("run_is_kept", "results_countrun", "DELETE", _KEPT, "no count is deleted"),
    Rule("draw_is_fixed", "results_tiedraw", "UPDATE", "1 = 1", "a decided tie does not change"),
    Rule("draw_is_kept", "results_tiedraw", "DELETE", _OF_RUN, "no decision of a tie is deleted"),
    Rule("notice_is_fixed", "results_tienotice", "UPDATE", "1 = 1", "an announced draw does not change"),
    Rule("notice_is_kept", "results_tienotice", "DELETE", _OF_RUN, "no announced draw is deleted"),
    Rule("publication_is_fixed", "results_publication", "UPDATE",
         f"{changed(*_PUBLISHED)} OR (OLD.final_at IS NOT NULL AND "
         "(NEW.final_at IS DISTINCT FROM OLD.final_at OR NEW.final_by IS DISTINCT FROM OLD.final_by))",
         "what was published stays so"),
    Rule("publication_is_kept", "results_publication", "DELETE", _KEPT, "no publication is deleted"),
    Rule("adjustment_is_fixed", "results_pooladjustment", "UPDATE", "1 = 1", "a change of money does not change"),
    Rule("adjustment_is_kept", "results_pooladjustment", "DELETE", _KEPT, "no change of money is deleted"),
    Rule("addition_is_fixed", "results_addition", "UPDATE", "1 = 1", "an addition does not change"),
    Rule("addition_is_kept", "results_addition", "DELETE", _KEPT, "no addition is deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("results", "0003_verdicts"), ("voting", "0012_guards_of_the_urn")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        )
    ]
