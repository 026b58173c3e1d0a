"""What a town's pages hang on is counted."""

from django.db import migrations, models

from wibo.towns.triggers import lift, put_back


class Migration(migrations.Migration):
    dependencies = [("towns", "0004_plan_and_on_call")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            "town", "revision", models.PositiveBigIntegerField(db_default=0, default=0, editable=False)
        ),
        migrations.RunPython(put_back, lift),
    ]
