"""What is looked through holds each word in its basic form, too."""

from django.db import migrations

from wibo.proposals.searching import indexed
from wibo.towns.triggers import lift, put_back


def index(apps, schema_editor):
    """Write anew what is looked through; nothing else of a row changes."""
    rows = apps.get_model("proposals", "Proposal")._base_manager
    _switch(schema_editor, "DISABLE")
    many = []
    for one in rows.select_related("category").only("title", "location", "summary", "category__name").iterator(chunk_size=500):
        one.search = indexed(one.title, one.location, one.summary, one.category.name if one.category else "")
        many.append(one)
        if len(many) == 500:
            rows.bulk_update(many, ["search"])
            many = []
    rows.bulk_update(many, ["search"])
    _switch(schema_editor, "ENABLE")


def _switch(schema_editor, how):
    """On PostgreSQL, where no trigger is lifted: a frozen ballot changes in nothing that anybody votes on."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE proposals_proposal {how} TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0014_appeal_day")]
    operations = [
        migrations.RunPython(lift, put_back),
        migrations.RunPython(index, migrations.RunPython.noop),
        migrations.RunPython(put_back, lift),
    ]
