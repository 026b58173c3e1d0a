"""Accounts that are there get their marks; whoever runs the upgrade vouches for them."""

from django.db import migrations, models

from wibo.keyring.hallmarks import hallmark
from wibo.towns.triggers import lift, put_back


def fill(apps, schema_editor):
    """The mark of each account as it stands."""
    for user in apps.get_model("accounts", "User")._base_manager.all().iterator(500):
        user.mark = hallmark("account", user.pk, user.town_id, user.email, user.password)
        user.save(update_fields=["mark"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_role_seniority'),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            model_name='user',
            name='mark',
            field=models.CharField(blank=True, max_length=48),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(put_back, lift),
    ]
