"""Editions have addresses of their own: the next can be prepared while one runs, and one can run beside another."""

from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Cast

from wibo.towns.triggers import Rule, create, drop, lift, put_back

RULES = [
    Rule(
        "edition_keeps_its_address",
        "editions_edition",
        "UPDATE",
        "(OLD.slug <> '' AND NEW.slug IS DISTINCT FROM OLD.slug) "
        "OR NEW.is_beside IS DISTINCT FROM OLD.is_beside OR (NEW.in_preparation AND NOT OLD.in_preparation)",
        "an edition keeps its address, and one that is shown stays shown",
    )
]


def address(apps, editor):
    """Every edition that was run here has its year for an address, which until now was unique."""
    rows = apps.get_model("editions", "Edition")._base_manager.filter(imported=False)
    rows.update(slug=Cast("year", models.CharField(max_length=60)))


class Migration(migrations.Migration):
    dependencies = [("editions", "0019_editions_stay_where_they_are")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            "edition", "slug", models.CharField(blank=True, db_default="", default="", max_length=60)
        ),
        migrations.AddField("edition", "is_beside", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("edition", "in_preparation", models.BooleanField(db_default=False, default=False)),
        migrations.RunPython(address, migrations.RunPython.noop),
        migrations.RemoveConstraint("edition", "edition_year_is_unique"),
        migrations.AddConstraint(
            "edition",
            models.UniqueConstraint(
                condition=Q(imported=False, is_beside=False),
                fields=("town", "year"),
                name="edition_year_is_unique",
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.UniqueConstraint(
                condition=~Q(slug=""), fields=("town", "slug"), name="edition_address_is_unique"
            ),
        ),
        migrations.RunPython(put_back, lift),
        migrations.RunPython(
            lambda apps, editor: create(RULES, editor), lambda apps, editor: drop(RULES, editor)
        ),
    ]
