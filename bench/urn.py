"""A million envelopes: seconds to fill, to open the urn, and to count, and the memory that it takes.

`python -m bench.urn fill TOWN COUNT SEED` and `python -m bench.urn open TOWN`, which prints JSON.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.documents.engine.pdf import pdf
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.keyring import keys
from wibo.results.actions.counting import count_all
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.sealing import seal
from wibo.voting.models import Envelope, Participation
from wibo.voting.urn.opening import open_urn

ROOT = Path(__file__).resolve().parent.parent
ENVELOPES = int(os.environ.get("BENCH_ENVELOPES", "1000000"))
_BATCH, _PROCESSES = 5_000, 2


def _run(*arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "bench.urn", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def filled(town: str, count: int = ENVELOPES) -> float:
    """Let two processes seal and store envelopes; the seconds."""
    began = time.perf_counter()
    started = [_run("fill", town, str(count // _PROCESSES), str(seed)) for seed in range(_PROCESSES)]
    if any(one.wait() for one in started):
        raise SystemExit("the urn was not filled")
    return time.perf_counter() - began


def opened(town: str) -> dict[str, float]:
    """Let a process of its own open the urn and count: seconds of both, and its megabytes."""
    told, _ = _run("open", town).communicate()
    return json.loads(told)


def fill(edition: Edition, count: int, seed: int) -> None:
    """Seal and store envelopes in bulk."""
    chance, today = random.Random(seed), localtime(timezone.now()).date()
    with scope(town=edition.town):
        entry = lists_of(edition)[0]
        numbers = [project.number for project in entry.projects]
        for start in range(0, count, _BATCH):
            people, envelopes = [], []
            for _ in range(min(_BATCH, count - start)):
                person = Participation(edition=edition, tag=chance.randbytes(32))
                sealed, receipt = seal(edition, {entry.pool.pk: Marks(tuple(chance.sample(numbers, 3)))})
                people.append(person)
                envelopes.append(
                    Envelope(
                        edition=edition,
                        participation=person,
                        channel=Channel.WEB,
                        cast_on=today,
                        age_band="45-54",
                        sex="F",
                        sealed=sealed,
                        receipt=receipt,
                        bond=keys.bond(edition.ring, person.tag, receipt),
                    )
                )
            Participation.objects.bulk_create(people)
            Envelope.objects.bulk_create(envelopes)


def open_and_count(edition: Edition) -> tuple[float, float]:
    """Seconds to open the urn and seconds to count and award."""
    with scope(town=edition.town):
        began = time.perf_counter()
        open_urn(edition, act=Act("bench", timezone.now()))
        opened = time.perf_counter()
        count_all(edition, act=Act("bench", timezone.now()))
    return opened - began, time.perf_counter() - opened


def one_pdf(edition: Edition) -> float:
    """Seconds to print one ballot paper, the typesetter warmed up."""
    from wibo.documents.ballot_paper.data import ballot_data

    with scope(town=edition.town):
        data = ballot_data(edition)
    pdf("ballot_paper", data)
    began = time.perf_counter()
    # Another text, since the typesetter remembers what it has set before.
    pdf("ballot_paper", {**data, "regulations": "uchwała nr 2"})
    return time.perf_counter() - began


def main(what: str, town: str, *more: str) -> None:
    """Fill, or open and print."""
    from bench import town as measured
    from bench.processes import peak_mb
    from wibo.towns.models import Town

    edition = measured.edition_of(Town.objects.get(slug=town))
    if what == "fill":
        fill(edition, *map(int, more))
        return
    opening, counting = open_and_count(edition)
    print(json.dumps({"opened": opening, "counted": counting, "mb": peak_mb()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
