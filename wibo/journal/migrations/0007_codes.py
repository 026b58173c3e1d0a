"""Nothing: the field of kinds once listed them, and a new event was a migration. The database has never known the list."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0006_paper_checks'),
    ]

    operations = []
