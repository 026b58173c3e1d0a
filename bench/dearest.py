"""`python -m bench.dearest [COUNT]`: the dearest functions of a whole ballot in one process, by time of their own. Markdown.

Profiling makes every call dearer: shares are to be compared with each other, not with the milliseconds of `make bench`.
"""

import cProfile
import pstats
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from throwaway_postgres import Postgres

from bench.run import measured_settings, row, say


def _named(place: tuple[str, int, str]) -> str:
    """A function as people look for it: the end of its file's path, and its name."""
    file, _line, name = place
    parts = Path(file).parts
    inside = parts[parts.index("site-packages") + 1 :] if "site-packages" in parts else parts[-3:]
    return name if file == "~" else f"{'/'.join(inside)}: {name}"


def main() -> None:
    """Build, walk, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with TemporaryDirectory(prefix="wibo-bench-") as folder, Postgres(durable=True) as server:
        measured_settings(server.url, folder)
        import django

        django.setup()
        from django.conf import settings
        from django_scopes import scope

        from bench import pages, town
        from wibo.voting.ballot.lists import lists_of

        found = town.build()
        settings.ALLOWED_HOSTS = ["*"]
        edition = town.edition_of(found)
        with scope(town=found):
            pool = lists_of(edition)[0].pool.pk
        profiler = cProfile.Profile()
        profiler.enable()
        pages.measure(f"{found.slug}.localhost", pool, town.numbers_of(edition), 4_000_000)
        profiler.disable()
    table = vars(pstats.Stats(profiler))["stats"]
    total = sum(own for _, _, own, _, _ in table.values())
    row("function", "calls a ballot", "own time, %", "with what it calls, %")
    row("---", "---:", "---:", "---:")
    ballots = pages.BALLOTS
    for place, (_, calls, own, whole, _) in sorted(table.items(), key=lambda one: -one[1][2])[:count]:
        row(
            f"`{_named(place)}`",
            f"{calls / ballots:.1f}",
            f"{own * 100 / total:.1f}",
            f"{whole * 100 / total:.1f}",
        )
    say()


if __name__ == "__main__":
    main()
