"""`make bench`: all figures in one run, on PostgreSQL that writes durably. Prints a table in Markdown."""

import os
import platform
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from throwaway_postgres import Postgres

from bench.processes import Server, cpu_seconds, family, free_port

BALLOTS = int(os.environ.get("BENCH_BALLOTS", "1200"))
SECONDS = 8


def say(text: str = "") -> None:
    """A line at once."""
    print(text, flush=True)


def row(*cells: object) -> None:
    """A row of a Markdown table."""
    say("| " + " | ".join(str(cell) for cell in cells) + " |")


def measured_settings(url: str, folder: str) -> None:
    """The environment of what is measured: a service, no demo and no test."""
    os.environ.update(
        DATABASE_URL=url,
        WIBO_DATA_DIR=folder,
        WIBO_SECRET_KEY="x" * 50,
        WIBO_SCHEME="http",
        WIBO_IS_WORKER="1",
        WIBO_DEMO="0",
        WIBO_LOG="plain",
        DJANGO_SETTINGS_MODULE="wibo.config.settings",
    )
    os.environ.pop("WIBO_TESTING", None)


def main() -> int:
    """Measure and print."""
    with TemporaryDirectory(prefix="wibo-bench-") as folder, Postgres(durable=True) as server:
        measured_settings(server.url, folder)
        _measure(server)
    return 0


def _measure(server: Postgres) -> None:
    import django

    django.setup()
    from bench import town as measured

    say(
        f"Machine: {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, PostgreSQL {server.version}"
    )
    found = measured.build()
    edition, numbers = measured.edition_of(found), None
    numbers = measured.numbers_of(edition)
    host = f"{found.slug}.localhost"
    _http(server, edition, numbers, host)
    _pages(edition, numbers, host)
    _urn(edition)


def _http(server: Postgres, edition, numbers: list[str], host: str) -> None:
    from bench import reference
    from bench.voter import crowd, visits

    sealed = edition.envelope_size + 48
    raw = reference.pgbench(
        server.url,
        server.bin / "pgbench",
        town=edition.town_id,
        edition=edition.pk,
        sealed=sealed,
        seconds=SECONDS,
    )
    port = free_port()
    bare_env = {
        "BENCH_BARE": "1",
        "BENCH_EDITION": str(edition.pk),
        "BENCH_TOWN": str(edition.town_id),
        "BENCH_SEALED": str(sealed),
        "PYTHONPATH": str(ROOT),
    }
    with Server("bench/reference.py", str(port), port=port, env=bare_env):
        visits(port, "x", "/", 400)
        bare = 3000 / visits(port, "x", "/", 3000)
    port = free_port()
    with Server(
        "-m",
        "wibo",
        "serve",
        "--port",
        str(port),
        "--workers",
        "2",
        "--threads",
        "2",
        port=port,
        env={"WIBO_IS_WORKER": ""},
    ) as web:
        crowd(port, host, 100, 1_000_000, numbers)
        before, postgres = web.cpu(), cpu_seconds(family(server.pid))
        seconds = crowd(port, host, BALLOTS, 2_000_000, numbers)
        spent, database = web.cpu() - before, cpu_seconds(family(server.pid)) - postgres
        say("\n### Whole ballots through HTTP (identity, choices, review, receipt: 7 requests)\n")
        row("what", "a second", "ratio to the product")
        row("---", "---:", "---:")
        ballots = BALLOTS / seconds
        row("the product: whole ballots", f"{ballots:.0f}", "1")
        row("the product: requests", f"{ballots * 7:.0f}", "7")
        row("bare framework view, the same three rows", f"{bare:.0f}", f"{bare / ballots:.1f}")
        row("pgbench, the same three rows, 4 connections", f"{raw:.0f}", f"{raw / ballots:.1f}")
        say(
            f"\nProcessor time of a whole ballot: {spent * 1000 / BALLOTS:.1f} ms in the web processes, "
            f"{database * 1000 / BALLOTS:.1f} ms in PostgreSQL."
        )
        say("\n### Public pages through HTTP\n")
        row("page", "a second")
        row("---", "---:")
        for name, path in (("front page", "/"), ("projects", "/projekty/"), ("rules", "/zasady/")):
            visits(port, host, path, 100)
            row(name, f"{800 / visits(port, host, path, 800):.0f}")


def _pages(edition, numbers: list[str], host: str) -> None:
    from django.conf import settings
    from django_scopes import scope

    from bench import pages
    from wibo.voting.ballot.lists import lists_of

    if not pages.is_like_production():
        raise SystemExit("the settings are not those of production")
    settings.ALLOWED_HOSTS = ["*"]
    with scope(town=edition.town):
        pool = lists_of(edition)[0].pool.pk
    measured = pages.measure(host, pool, numbers, 4_000_000)
    say("\n### Pages of a ballot, in one process\n")
    row("page", "processor ms", "queries", "kB")
    row("---", "---:", "---:", "---:")
    for page in measured:
        row(page.name, f"{page.cpu_ms:.2f}", page.queries, f"{page.kilobytes:.1f}")
    booth = measured[1:]
    row(
        "whole ballot (without start)",
        f"{sum(p.cpu_ms for p in booth):.1f}",
        sum(p.queries for p in booth),
        "",
    )


def _urn(edition) -> None:
    from django_scopes import scope

    from bench import town as measured
    from bench import urn
    from wibo.documents.engine.sheets import workbook
    from wibo.documents.reports.ballots import voters
    from wibo.voting.models import Envelope

    printed = urn.one_pdf(edition)
    with scope(town=edition.town):
        # What pgbench and the bare view have written holds no marks.
        Envelope.objects.filter(edition=edition)._raw_delete("default")
    filled = urn.fill(edition)
    opened, counted = urn.open_and_count(measured.edition_of(edition.town))
    with scope(town=edition.town):
        began = time.perf_counter()
        workbook(voters(edition)).read()
        sheet = time.perf_counter() - began
    say(f"\n### An urn of {urn.ENVELOPES} envelopes, and prints\n")
    row("what", "seconds")
    row("---", "---:")
    row("seal and store them in bulk", f"{filled:.1f}")
    row("open the urn", f"{opened:.1f}")
    row("count and award", f"{counted:.1f}")
    row("XLSX of their facts, a row each", f"{sheet:.1f}")
    row("PDF of the ballot paper", f"{printed:.3f}")


if __name__ == "__main__":
    sys.exit(main())
