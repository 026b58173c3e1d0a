"""An edition stays its town's, with its keys and its kind: what the database keeps of it depends on them."""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

RULES = [
    Rule(
        "edition_stays_where_it_is",
        "editions_edition",
        "UPDATE",
        "NEW.town_id IS DISTINCT FROM OLD.town_id OR NEW.ring IS DISTINCT FROM OLD.ring "
        "OR NEW.imported IS DISTINCT FROM OLD.imported",
        "an edition keeps its town, its keys and its kind",
    )
]


class Migration(migrations.Migration):
    dependencies = [("editions", "0018_proposals_of_a_pool")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        )
    ]
