"""What the journal tells of a town."""

from wibo.journal.models import Entry


def told(*, since=0):
    """Its sentences in the order of their entries, without the first `since`."""
    return [entry.sentence for entry in Entry.objects.order_by("pk")][since:]


def count():
    return Entry.objects.count()
