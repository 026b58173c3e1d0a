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


def _bare(edition, sealed: int) -> tuple[float, float]:
    """Answers a second of the bare view that writes the same rows, and processor milliseconds of each."""
    from bench.load import visits

    port = free_port()
    env = {
        "BENCH_BARE": "1",
        "BENCH_EDITION": str(edition.pk),
        "BENCH_TOWN": str(edition.town_id),
        "BENCH_SEALED": str(sealed),
        "PYTHONPATH": str(ROOT),
    }
    with Server("bench/reference.py", str(port), port=port, env=env) as bare:
        visits(port, "x", "/", 2)
        before = bare.cpu()
        rate = visits(port, "x", "/", SECONDS)
        return rate, (bare.cpu() - before) * 1000 / (rate * SECONDS)


def _http(server: Postgres, edition, numbers: list[str], host: str) -> None:
    from bench import load, reference

    load.refuse_without_wrk()
    sealed = edition.envelope_size + 48
    raw = reference.pgbench(
        server.url,
        server.bin / "pgbench",
        town=edition.town_id,
        edition=edition.pk,
        sealed=sealed,
        seconds=SECONDS,
    )
    bare, bare_ms = _bare(edition, sealed)
    port = free_port()
    serve = ("-m", "wibo", "serve", "--port", str(port), "--workers", "2", "--threads", "2")
    with Server(*serve, port=port, env={"WIBO_IS_WORKER": ""}) as web:
        load.ballots(port, host, numbers, 1_000_000, 3)
        before, postgres = web.cpu(), cpu_seconds(family(server.pid))
        cast = load.ballots(port, host, numbers, 2_000_000, SECONDS)
        spent = (web.cpu() - before) * 1000 / cast.ballots
        database = (cpu_seconds(family(server.pid)) - postgres) * 1000 / cast.ballots
        rate = cast.ballots / cast.seconds
        say("\n### Whole ballots through HTTP (identity, choices, review, receipt: 7 requests)\n")
        row("what", "figure", "reference", "ratio", "goal")
        row("---", "---:", "---:", "---:", "---:")
        row(
            "whole ballots a second, beside the bare view",
            f"{rate:.0f}",
            f"{bare:.0f}",
            _share(rate, bare),
            "≥ 25 %",
        )
        row(
            "the same, beside pgbench's durable rows", f"{rate:.0f}", f"{raw:.0f}", _share(rate, raw), "≥ 7 %"
        )
        row(
            "processor ms of a ballot in web processes, beside the bare view's",
            f"{spent:.1f}",
            f"{bare_ms:.2f}",
            f"{spent / bare_ms:.1f}",
            "≤ 3",
        )
        row("processor ms of a ballot in PostgreSQL", f"{database:.1f}", "", "", "")
        row("ballots that did not come to their receipt", cast.faults, "", "", "0")
        say("\n### Public pages through HTTP, for strangers\n")
        row("page", "a second", "goal")
        row("---", "---:", "---:")
        for name, path in (
            ("front page", "/"),
            ("projects", "/projekty/"),
            ("rules", "/zasady/"),
            ("help", "/pomoc/"),
        ):
            row(name, f"{load.visits(port, host, path, 4):.0f}", "≥ 2000")


def _share(figure: float, reference: float) -> str:
    return f"{figure * 100 / reference:.1f} %"


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
    from django.db import connection, transaction
    from django_scopes import scope

    from bench import town as measured
    from bench import urn
    from wibo.documents.engine.sheets import workbook
    from wibo.documents.reports.ballots import voters
    from wibo.voting.models import Envelope

    printed = urn.one_pdf(edition)
    with scope(town=edition.town), transaction.atomic(), connection.cursor() as cursor:
        # What pgbench and the bare view have written holds no marks, and a trigger keeps every envelope.
        cursor.execute("SET LOCAL session_replication_role = replica")
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
