"""The cast alone, without pages: `python -m bench.casting TOWN SECONDS` casts on four threads once a line comes, and prints how many."""

import os
import secrets
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PROCESSES, _THREADS = 2, 4


def rate(town: str, seconds: int) -> float:
    """Casts a second of two processes."""
    command = [sys.executable, "-m", "bench.casting", town, str(seconds)]
    started = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "WIBO_IS_WORKER": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(_PROCESSES)
    ]
    for one in started:
        one.stdout.readline()
    for one in started:
        one.stdin.write("go\n")
        one.stdin.flush()
    return sum(int(one.communicate()[0]) for one in started) / seconds


def main(town: str, seconds: int) -> None:
    """Wait for a line, cast, print the number."""
    import django

    django.setup()
    from bench import town as measured
    from wibo.rulebook.voting.ballots import Marks
    from wibo.towns.models import Town

    edition = measured.edition_of(Town.objects.get(slug=town))
    numbers, counts = measured.numbers_of(edition), [0] * _THREADS
    marks = {edition.pools.all()[0].pk: Marks(tuple(numbers))}
    _cast(edition, marks)
    print("ready", flush=True)
    sys.stdin.readline()
    until = time.monotonic() + seconds

    def go(place: int) -> None:
        while time.monotonic() < until:
            _cast(edition, marks)
            counts[place] += 1

    threads = [threading.Thread(target=go, args=(place,)) for place in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(counts))


def _cast(edition, marks) -> None:
    from django.utils import timezone
    from django_scopes import scope

    from wibo.voting.booth.casting import cast
    from wibo.voting.electorate.voters import Voter

    voter = Voter(secrets.token_bytes(32), date(1970, 5, 5), "F", True)
    with scope(town=edition.town):
        cast(edition, voter, None, marks, idempotency_key=secrets.token_hex(16), now=timezone.now())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
