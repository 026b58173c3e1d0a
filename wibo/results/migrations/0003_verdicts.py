"""Runs keep verdicts and steps as values. What was told in sentences before stays told in these sentences."""

from django.db import migrations, models


def told(run):
    """Verdicts and steps of a run that was made when steps were sentences."""
    moves = {project: (won, left) for project, won, left in run.moves}
    steps, verdicts = [], {}
    for sentence in run.steps:
        project, _, words = _split(sentence)
        facts = {"words": words or sentence}
        if project in run.votes and project in moves:
            facts["won"], facts["left"] = moves[project]
        steps.append([project if project in run.votes else "", "told", facts])
        if project in run.votes:
            last = words.rpartition(": ")[2]
            verdicts[project] = ["told", {"words": f"{last[:1].upper()}{last[1:]}.", "won": project in run.funded}]
    for project in run.votes:
        if project in run.settings.get("exclude", ()):
            verdicts[project] = ["struck", {}]
        elif project in run.tied:
            verdicts[project] = ["tied", {"with": [one for one in run.tied if one != project], "upon": []}]
        elif project not in verdicts:
            won = project in run.funded
            verdicts[project] = ["told", {"words": "Wygrał." if won else "Nie wygrał.", "won": won}]
    return verdicts, steps


def _split(sentence):
    """Project, colon and words of "Projekt 5: …", or nothing and the whole."""
    head, colon, words = sentence.removeprefix("Uzupełnienie: ").partition(": ")
    return (head.removeprefix("Projekt "), colon, words) if head.startswith("Projekt ") else ("", "", sentence)


def convert(apps, schema_editor):
    runs = apps.get_model("results", "CountRun")._base_manager
    for run in runs.iterator():
        run.verdicts, run.steps = told(run)
        run.save(update_fields=["verdicts", "steps"])


class Migration(migrations.Migration):
    dependencies = [("results", "0002_from_preliminary_to_final")]
    operations = [
        migrations.AddField("countrun", "verdicts", models.JSONField(default=dict)),
        migrations.RunPython(convert, migrations.RunPython.noop),
        migrations.RemoveField("countrun", "moves"),
    ]
