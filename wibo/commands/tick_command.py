"""`wibo tick`: once what the worker does every minute."""

from django.utils import timezone

from wibo.housekeeping.ticking import tick


def run(arguments: list[str]) -> int:
    """Do it and say how much there was."""
    done = tick(timezone.now())
    print(", ".join(f"{name}: {number}" for name, number in done.items()))
    return 0
