"""Running counts keep verdicts and steps as values; those of earlier versions keep their numbers and tell no reasons."""

from django.db import migrations


def convert(apps, schema_editor):
    snapshots = apps.get_model("voting", "CountSnapshot")._base_manager
    for snapshot in snapshots.iterator():
        for counted in snapshot.pools.values():
            counted["verdicts"], counted["steps"] = {}, []
        snapshot.save(update_fields=["pools"])


class Migration(migrations.Migration):
    dependencies = [("voting", "0009_protests")]
    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
