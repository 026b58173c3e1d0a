"""Envelopes are bound to who took part; lists of receipts carry the head of the journal; running counts a MAC."""

from django.db import migrations, models

from wibo.keyring import keys, store
from wibo.towns.triggers import lift, put_back


def bind(apps, schema_editor):
    """Bind the envelopes of running editions whose key this machine has; the others stay as they were."""
    editions, envelopes = (apps.get_model(*name)._base_manager for name in (("editions", "Edition"), ("voting", "Envelope")))
    for edition in editions.filter(imported=False):
        rows = envelopes.filter(edition=edition).exclude(participation=None).select_related("participation")
        try:
            for envelope in rows.iterator():
                envelope.bond = keys.bond(edition.ring, envelope.participation.tag, envelope.receipt)
                envelope.save(update_fields=["bond"])
        except (store.KeyMissing, OSError):
            continue


class Migration(migrations.Migration):
    dependencies = [("voting", "0010_snapshots_with_verdicts"), ("editions", "0006_transfers_and_collisions")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField("envelope", "bond", models.BinaryField(default=bytes, max_length=32)),
        migrations.AddField("receiptlist", "journal_number", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("receiptlist", "journal_digest", models.CharField(blank=True, max_length=64)),
        migrations.AddField("countsnapshot", "mac", models.BinaryField(default=bytes, max_length=32)),
        migrations.RunPython(bind, migrations.RunPython.noop),
        migrations.RunPython(put_back, lift),
    ]
