"""`wibo tick`: once what the worker does every minute."""

from django.utils import timezone

from wibo.housekeeping.ticking import tick
from wibo.rehearsal.tasks import end_due


def run(arguments: list[str]) -> int:
    """Do it and say how much there was."""
    now = timezone.now()
    done = tick(now) | {"rehearsals": end_due(now)}
    print(", ".join(f"{name}: {number}" for name, number in done.items()))
    return 0
