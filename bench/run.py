"""`make bench`: all figures in one run, on PostgreSQL that writes durably. Prints a table in Markdown."""

import json
import os
import platform
import subprocess
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
    from bench import casting, load, reference

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
        rate, alone = cast.ballots / cast.seconds, casting.rate(edition.town.slug, SECONDS)
        head(
            "Whole ballots through HTTP (identity, choices, review, receipt: 7 requests), and the cast alone"
        )
        line("whole ballots a second, beside the bare view", rate, bare, "≥ 25 %", rate / bare >= 0.25)
        line("the same, beside pgbench's durable rows", rate, raw, "≥ 7 %", rate / raw >= 0.07)
        line(
            "processor ms of a ballot in web processes, beside the bare view's",
            spent,
            bare_ms,
            "≤ 3 times",
            spent <= 3 * bare_ms,
        )
        line("processor ms of a ballot in PostgreSQL", database)
        line(
            "the cast alone a second, beside pgbench's durable rows",
            alone,
            raw,
            "≥ 25 %",
            alone / raw >= 0.25,
        )
        line("ballots that did not come to their receipt", cast.faults, None, "0", not cast.faults)
        head("Public pages through HTTP, for strangers, a second")
        for name, path in _PUBLIC:
            seen = load.visits(port, host, path, 4)
            line(name, seen, None, "≥ 2000", seen >= 2000)


_PUBLIC = (
    ("front page", "/"),
    ("catalogue of projects", "/projekty/"),
    ("rules", "/zasady/"),
    ("help", "/pomoc/"),
)


def head(title: str) -> None:
    """The beginning of a table of goals."""
    say(f"\n### {title}\n")
    row("what", "figure", "reference", "ratio", "goal", "reached")
    row("---", "---:", "---:", "---:", "---:", "---")


def line(
    what: str, figure: float, reference: float | None = None, goal: str = "", reached: bool | None = None
) -> None:
    """A figure, what it stands beside, and whether its goal is reached."""
    ratio = "" if reference is None else f"{figure / reference:.3g}"
    said = "" if reached is None else ("yes" if reached else "no")
    row(what, _shown(figure), "" if reference is None else _shown(reference), ratio, goal, said)


def _shown(figure: float) -> str:
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"


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

    from bench import urn
    from wibo.voting.models import Envelope

    printed = urn.one_pdf(edition)
    with scope(town=edition.town), transaction.atomic(), connection.cursor() as cursor:
        # What pgbench and the bare view have written holds no marks, and a trigger keeps every envelope.
        cursor.execute("SET LOCAL session_replication_role = replica")
        Envelope.objects.filter(edition=edition)._raw_delete("default")
    filled = urn.filled(edition.town.slug)
    found = urn.opened(edition.town.slug)
    total = found["opened"] + found["counted"]
    head(f"An urn of {urn.ENVELOPES} envelopes")
    line("seconds to seal and store them, two processes", filled)
    line("seconds to open, shuffle and write", found["opened"])
    line("seconds to count and award", found["counted"])
    line("seconds, both together", total, None, "≤ 120", total <= 120)
    line(
        "megabytes of the process that opened it (its helpers, which hold a chunk each, not counted)",
        found["mb"],
        None,
        "≤ 1024",
        found["mb"] <= 1024,
    )
    head("Files and prints")
    sheet = json.loads(
        subprocess.run(
            [sys.executable, "-m", "bench.sheets", edition.town.slug],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    beside = sheet["ours"] / sheet["alone"]
    line(
        f"seconds for an XLSX of {sheet['rows']} rows, beside the writer alone",
        sheet["ours"],
        sheet["alone"],
        "≤ 1.3 times",
        beside <= 1.3,
    )
    line("megabytes of the process that wrote it", sheet["mb"])
    line("seconds for the PDF of a ballot paper", printed)
    again = _recount()
    line(
        "seconds of `wibo recount`, 60 projects and 3000 ballots, from start to answer",
        again,
        None,
        "≤ 0.15",
        again <= 0.15,
    )


def _recount() -> float:
    """Seconds of the command with a usual file; the best of five, since others use the machine, too."""
    from bench.rules import pabulib

    with TemporaryDirectory() as folder:
        path = Path(folder) / "usual.pb"
        path.write_text(pabulib(60, 3_000), "utf-8")
        took = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "wibo", "recount", str(path)],
                cwd=ROOT,
                capture_output=True,
                check=True,
            )
            took.append(time.perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
