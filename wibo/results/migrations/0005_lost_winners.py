from django.db import migrations, models

from wibo.towns.triggers import lift, put_back


class Migration(migrations.Migration):
    dependencies = [("results", "0004_guards_of_the_result")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField("publication", "lost", models.JSONField(default=list)),
        migrations.RunPython(put_back, lift),
    ]
