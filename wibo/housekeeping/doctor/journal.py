"""Whether the journal is whole: its chain, and the anchors that the worker keeps outside the database."""

from collections.abc import Iterator

from wibo.journal.actions import broken_seal, forged
from wibo.journal.anchoring import gone
from wibo.towns.models import Town


def findings(town: Town) -> Iterator[str]:
    """A broken chain, or one that does not lead to an anchor."""
    broken = broken_seal()
    if broken is not None:
        yield f"dziennik zdarzeń jest naruszony przy wpisie nr {broken}"
    if found := forged():
        shown = ", ".join(map(str, found[:10]))
        yield f"wpisów dziennika, których nie zapisał ten program albo które zmieniono: {len(found)} ({shown})"
    try:
        lost = gone(town)
    except PermissionError:
        yield "kotwic dziennika nie da się odczytać; uruchom wibo doctor z konta procesu w tle"
        return
    if lost is not None:
        yield (
            f"dziennik zdarzeń jest ucięty albo policzony od nowa: wpis nr {lost.number} miał {lost.seen_at} "
            f"skrót {lost.digest[:16]}…, a teraz ma inny albo go nie ma"
        )
