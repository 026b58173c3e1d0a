"""The office's words stand in the call now."""

from django.db import migrations

from wibo.towns.triggers import lift, put_back


class Migration(migrations.Migration):
    dependencies = [("proposals", "0011_calls_of_before")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.RemoveField(model_name="proposal", name="supplement_note"),
        migrations.RunPython(put_back, lift),
    ]
