"""`wibo doctor`: whether what must always hold does hold."""

from wibo.housekeeping.doctor import findings


def run(arguments: list[str]) -> int:
    """Print what is broken; 1 when anything is."""
    found = list(findings())
    print("\n".join(found) if found else "Wszystko się zgadza.")
    return 1 if found else 0
