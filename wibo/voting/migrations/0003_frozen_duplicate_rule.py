"""The rule on two ballots of one person is frozen with the others."""

from django.db import migrations

from wibo.towns.triggers import Rule, create, drop

_RULE = Rule(
    "frozen_edition_update",
    "editions_edition",
    "UPDATE OF frozen_at, frozen_digest, identity_kind, min_voter_age, duplicate_rule",
    "OLD.frozen_at IS NOT NULL",
    "the ballot and its rules are frozen",
)


def _replace(apps, editor):
    # The engine that rebuilds a table to add a column has dropped its triggers already.
    drop([_RULE], editor)
    create([_RULE], editor)


class Migration(migrations.Migration):
    dependencies = [("voting", "0002_frozen"), ("editions", "0003_duplicate_rule")]
    operations = [migrations.RunPython(_replace, migrations.RunPython.noop)]
