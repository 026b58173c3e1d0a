"""`python bench/growth.py`: whether what people do costs the same in a small town and in one that has grown beyond any.

A cast, a keyed card and every page of the office are measured in one process on PostgreSQL: with a thousand envelopes, and again
with a million, two thousand proposals, a million entries of the journal and three hundred towns. Prints a table in Markdown; the
exit status is 1 when something costs more than 1.2 times what it cost.

    GROWTH_ENVELOPES=1000000
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from throwaway_postgres import Postgres

from bench.run import measured_settings, row, say

ENVELOPES = int(os.environ.get("GROWTH_ENVELOPES", "1000000"))
_SMALL, _PROPOSALS, _TOWNS = 1_000, 2_000, 300
_TIMES = 12
# Below it the clock of a processor tells nothing.
_LEAST_MS = 1.0
_FILL = """
WITH new AS (SELECT n + %(from)s AS n FROM generate_series(1, %(count)s) AS n),
people AS (INSERT INTO voting_participation (id, edition_id, tag, state)
  SELECT n, %(edition)s, decode(md5(n::text) || md5(n::text), 'hex'), 'counted' FROM new RETURNING 1)
INSERT INTO voting_envelope (id, edition_id, participation_id, channel, cast_on, age_band, sex, state, reason, note, decided_by,
  sealed, person, receipt, bond, idempotency_key)
SELECT n, %(edition)s, n, 'internet', current_date, '45-54', 'F', 'valid', '', '', '', decode(repeat('ab', %(sealed)s), 'hex'), '',
  substr(md5(n::text), 1, 24), '', '' FROM new
"""
_ENTRIES = """
WITH told AS (INSERT INTO journal_entry (town_id, edition, at, kind, by, about, facts, mark)
  SELECT %(town)s, %(edition)s, now() - interval '1 day', 'ballot-cast', 'głosujący', '', '{}', ''
  FROM generate_series(1, %(count)s) RETURNING id)
INSERT INTO journal_seal (town_id, number, entry_id, digest)
SELECT %(town)s, row_number() OVER (ORDER BY id) + coalesce((SELECT max(number) FROM journal_seal WHERE town_id = %(town)s), 0),
  id, md5(id::text) || md5(id::text) FROM told
"""


@dataclass(frozen=True)
class Cost:
    """What one doing costs: milliseconds of the quickest of several tries, since others use the machine, too; and queries."""

    ms: float
    queries: int


def measured(act: Callable[[], object]) -> Cost:
    """The cost of an act."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    took = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as captured:
        act()
    return Cost(min(took), len(captured))


def office_pages() -> Iterator[str]:
    """Every address of the office without a part that names a row."""
    from django.urls import get_resolver

    def below(patterns, prefix: str) -> Iterator[str]:
        for one in patterns:
            path = prefix + str(one.pattern)
            if hasattr(one, "url_patterns"):
                yield from below(one.url_patterns, path)
            elif path.startswith("urzad/") and "<" not in path:
                yield f"/{path}"

    yield from below(get_resolver().url_patterns, "")


class Town:
    """The measured town with an official's browser."""

    def __init__(self, found: dict) -> None:
        from django.conf import settings
        from django.test import Client
        from django_scopes import scope

        from wibo.accounts.models import User
        from wibo.towns.models import Town as Row

        settings.ALLOWED_HOSTS = ["*"]
        self.row = Row.objects.get(slug=found["host"].partition(".")[0])
        self.batch, self.projects = found["batch"], found["projects"]
        self.numbers = iter(range(10_000, 10_000_000))
        self.serials = iter(range(1, 9_000))
        self.browser, self.clerk = (Client(HTTP_HOST=found["host"]) for _ in range(2))
        with scope(town=self.row):
            self.browser.force_login(
                User.objects.get(email=found["coordinator"]), "wibo.accounts.backend.TownBackend"
            )
            self.clerk.force_login(
                User.objects.get(email=found["clerk"]), "wibo.accounts.backend.TownBackend"
            )

    def costs(self) -> dict[str, Cost]:
        """What everything costs now."""
        found = {"a cast": measured(self.cast), "a keyed card, and the page after it": measured(self.key)}
        for page in office_pages():
            answer = self.browser.get(page)
            if answer.status_code == 200 and "Content-Disposition" not in answer.headers:
                found[page] = measured(lambda page=page: self.browser.get(page))
        return found

    def cast(self) -> None:
        """The cast alone, of another voter each time."""
        from django.utils import timezone
        from django_scopes import scope

        from bench import town
        from bench.voter import number_of
        from wibo.rulebook.voting.ballots import Marks
        from wibo.voting.booth.casting import cast
        from wibo.voting.electorate.voters import by_pesel

        now, at = timezone.now(), next(self.numbers)
        with scope(town=self.row):
            edition = town.edition_of(self.row)
            voter = by_pesel(edition, number_of(at), declared=True, on=now.date())
            marks = {edition.pools.all()[0].pk: Marks(tuple(self.projects[:3]))}
            cast(edition, voter, None, marks, idempotency_key=f"{at:032d}", now=now)

    def key(self) -> None:
        """A card of another voter each time."""
        from bench.voter import number_of

        card = {"serial": next(self.serials), "pesel": number_of(next(self.numbers)), "marks": "1 2 3"}
        path = f"/urzad/karty/{self.batch}/wpisz/"
        answer = self.clerk.post(path, card)
        if answer.status_code != 302:
            raise SystemExit(f"the card was not taken: {answer.status_code}")
        self.clerk.get(path)


def fill(edition, first: int, count: int) -> None:
    """Envelopes of people who are not asked for again, and entries of the journal."""
    from django.db import connection, transaction

    values = {"from": first, "count": count, "edition": edition.pk, "town": edition.town_id}
    with transaction.atomic(), connection.cursor() as cursor:
        # No trigger: the guards would look at a million rows one after another.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_FILL, {**values, "sealed": edition.envelope_size + 48})
        cursor.execute(_ENTRIES, values)


def grow(edition) -> None:
    """From a small town to one beyond any."""
    from django.db import connection
    from django.utils import timezone
    from django_scopes import scope

    from wibo.proposals.models import Proposal
    from wibo.towns.models import Town as Row

    fill(edition, _SMALL, ENVELOPES - _SMALL)
    Row.objects.bulk_create(
        Row(slug=f"obca-{at}", name=f"Obca {at}", name_genitive=f"Obcej {at}") for at in range(_TOWNS)
    )
    with scope(town=edition.town):
        Proposal.objects.bulk_create(
            [_proposal(edition, at, timezone.now()) for at in range(1, _PROPOSALS + 1)], batch_size=500
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _proposal(edition, at: int, now):
    from wibo.proposals.models import Proposal
    from wibo.proposals.statuses import Status

    return Proposal(
        edition=edition,
        pool=edition.pools.all()[0],
        title=f"Pomysł {at}",
        number=f"{at}",
        status=Status.SUBMITTED,
        submitted_at=now,
        created_at=now,
        saved_at=now,
    )


def main() -> int:
    """Measure, grow, measure again, print."""
    with TemporaryDirectory(prefix="wibo-growth-") as folder, Postgres(durable=True) as server:
        measured_settings(server.url, folder)
        import django

        django.setup()
        from bench import town as towns

        place = Town(towns.many(1)[0])
        edition = towns.edition_of(place.row)
        fill(edition, 0, _SMALL)
        before = place.costs()
        grow(edition)
        after = place.costs()
    return _told(before, after)


def _told(before: dict[str, Cost], after: dict[str, Cost]) -> int:
    say(
        f"\n### From 1 000 to {ENVELOPES} envelopes, {_PROPOSALS} proposals, as many entries, {_TOWNS} towns\n"
    )
    row("what", "ms", "ms, grown", "ratio", "queries", "queries, grown", "reached (≤ 1.2)")
    row("---", *["---:"] * 5, "---")
    dearer = 0
    for name, small in before.items():
        large = after[name]
        ratio = max(large.ms, _LEAST_MS) / max(small.ms, _LEAST_MS)
        good = ratio <= 1.2 and large.queries <= small.queries * 1.2
        dearer += not good
        row(
            name,
            f"{small.ms:.1f}",
            f"{large.ms:.1f}",
            f"{ratio:.1f}",
            small.queries,
            large.queries,
            "yes" if good else "no",
        )
    return int(bool(dearer))


if __name__ == "__main__":
    sys.exit(main())
