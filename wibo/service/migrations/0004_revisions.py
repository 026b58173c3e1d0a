"""Every change of what a town's frame, dates and rules are made of gives it a new revision."""

from django.db import migrations

from wibo.towns.revising import Watched, create, drop

WATCHED = [
    Watched("editions_edition", "SELECT {row}.town_id"),
    Watched("editions_stagewindow"),
    Watched("editions_pool"),
    Watched("editions_area"),
    Watched("voting_extension"),
    Watched("voting_twopersonact"),
    Watched("bulletin_text"),
    Watched("results_publication"),
    # It is told to all.
    Watched("service_announcement", "SELECT id FROM towns_town"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0003_announcements"),
        ("towns", "0005_revision"),
        ("editions", "0020_editions_side_by_side"),
        ("voting", "0018_erasing_by_two"),
        ("bulletin", "0004_help_and_terms"),
        ("results", "0005_lost_winners"),
    ]
    operations = [
        migrations.RunPython(
            lambda apps, editor: create(WATCHED, editor), lambda apps, editor: drop(WATCHED, editor)
        )
    ]
