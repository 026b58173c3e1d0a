"""What a proposal was sent back for becomes a call that reopens all of it; its days run from the upgrade."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone
from django.utils.timezone import localtime

_DAYS = timedelta(days=7)


def write_calls(apps, schema_editor):
    """A call for each that is still with its author, with the office's words."""
    now = timezone.now()
    proposals = apps.get_model("proposals", "Proposal")._base_manager.filter(status="returned")
    calls = apps.get_model("proposals", "Call")._base_manager
    for proposal in proposals.exclude(supplement_note="").iterator():
        calls.create(
            proposal=proposal,
            note=proposal.supplement_note,
            due_on=localtime(now).date() + _DAYS,
            called_at=proposal.saved_at,
        )


class Migration(migrations.Migration):
    dependencies = [("proposals", "0010_evaluation")]
    operations = [migrations.RunPython(write_calls, migrations.RunPython.noop)]
