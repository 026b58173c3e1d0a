"""What a later run changed, in sentences."""

from collections.abc import Iterable

from wibo.results.models import CountRun
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.numbering import natural_key


def changes(before: CountRun, after: CountRun) -> list[str]:
    """What differs between two runs of a pool; empty when only the time does."""
    said = []
    if after.amount != before.amount:
        said.append(f"Pula: było {zloty(before.amount)}, jest {zloty(after.amount)}.")
    if after.ballots != before.ballots:
        said.append(f"Karty: było {before.ballots}, jest {after.ballots}.")
    struck = _new(before.settings.get("exclude", ()), after.settings.get("exclude", ()))
    if struck:
        said.append(f"Skreślono projekty nr {struck}.")
    if after.lot != before.lot:
        said.append(f"Rozstrzygnięto remis, kolejność: {', '.join(after.lot)}.")
    won, lost = _new(before.funded, after.funded), _new(after.funded, before.funded)
    if won:
        said.append(f"Teraz wygrywają: {won}.")
    if lost:
        said.append(f"Już nie wygrywają: {lost}.")
    return said


def _new(before: Iterable[str], after: Iterable[str]) -> str:
    """The numbers that are only in the second, in natural order."""
    return ", ".join(sorted(set(after) - set(before), key=natural_key))


def since_last(run: CountRun) -> list[str]:
    """What the run changed against the one before it in its pool."""
    last = CountRun.objects.filter(pool=run.pool_id, number__lt=run.number).first()
    return changes(last, run) if last else []
