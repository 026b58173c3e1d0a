"""The list of events lives in the code alone; the column no longer copies it."""

from django.db import migrations, models

from wibo.towns.triggers import lift, put_back


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_results")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AlterField("entry", "kind", models.CharField(max_length=40)),
        migrations.RunPython(put_back, lift),
    ]
