"""What a town pays for, and whom the operator calls."""

from django.db import migrations, models

from wibo.towns.triggers import lift, put_back


class Migration(migrations.Migration):
    dependencies = [("towns", "0003_twins")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            "town", "plan", models.CharField(blank=True, db_default="", default="", max_length=100)
        ),
        migrations.AddField(
            "town", "on_call", models.CharField(blank=True, db_default="", default="", max_length=200)
        ),
        migrations.RunPython(put_back, lift),
    ]
