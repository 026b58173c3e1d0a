"""Areas get a column for their Polish order, filled from their names."""

from django.db import migrations, models

from wibo.rulebook.spelling.polish import sorting_key
from wibo.towns.triggers import lift, put_back


def fill(apps, schema_editor):
    """The column of areas that are there already."""
    for area in apps.get_model("editions", "Area")._base_manager.all():
        area.name_sort = sorting_key(area.name)
        area.save(update_fields=["name_sort"])


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0006_transfers_and_collisions'),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AlterModelOptions(
            name='area',
            options={'ordering': ['name_sort', 'pk']},
        ),
        migrations.AddField(
            model_name='area',
            name='name_sort',
            field=models.CharField(blank=True, max_length=240),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(put_back, lift),
    ]
