"""Verdicts of earlier versions were known as soon as they were given."""

from django.db import migrations
from django.db.models import F, Max


def announce(apps, schema_editor):
    """Each was announced when it was decided."""
    proposals = apps.get_model("proposals", "Proposal")._base_manager.filter(status__in=["admitted", "rejected"])
    for name in ("FormalReview", "MeritReview"):
        reviews = apps.get_model("evaluation", name)._base_manager
        reviews.update(announced_at=F("decided_at"))
        for row in reviews.order_by().values("proposal").annotate(last=Max("decided_at")):
            proposals.filter(pk=row["proposal"]).update(announced_at=row["last"])


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_cards_and_people")]
    operations = [migrations.RunPython(announce, migrations.RunPython.noop)]
