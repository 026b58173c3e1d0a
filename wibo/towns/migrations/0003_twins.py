"""Twins in which towns rehearse."""

import django.db.models.deletion
from django.db import migrations, models

from wibo.towns.triggers import Rule, create, drop, lift, put_back

RULES = [
    Rule(
        "town_is_born_a_twin",
        "towns_town",
        "UPDATE",
        "NEW.rehearses_id IS DISTINCT FROM OLD.rehearses_id",
        "a town of people never becomes a rehearsal",
    )
]


class Migration(migrations.Migration):
    dependencies = [("towns", "0002_service_window")]
    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.AddField(
            model_name="town",
            name="rehearses",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="twin",
                to="towns.town",
            ),
        ),
        migrations.RunPython(put_back, migrations.RunPython.noop),
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        ),
    ]
