"""Counters of tries are worth nothing after a crash: PostgreSQL need not wait for its disk to keep them.

A standby that takes over begins with none, as after a crash.
"""

from django.db import migrations


def set_to(word):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE access_tries SET {word}")

    return change


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(set_to("UNLOGGED"), set_to("LOGGED"))]
