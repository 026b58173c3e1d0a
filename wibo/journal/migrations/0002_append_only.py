"""The journal is append-only for everyone, not only for our own code."""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

RULES = [
    Rule(f"{table}_{event.lower()}", table, event, "1 = 1", "the journal is append-only")
    for table in ("journal_entry", "journal_seal")
    for event in ("UPDATE", "DELETE")
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        )
    ]
