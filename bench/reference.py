"""What the product is measured against: its three rows of a ballot, written by pgbench and by a bare view.

`python bench/reference.py PORT` serves the bare view: the framework without middleware, templates or rules.
"""

import os
import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = (
    "INSERT INTO voting_participation (id, edition_id, tag, state) VALUES ({key}, {edition}, {tag}, 'counted')",
    "INSERT INTO voting_envelope (id, edition_id, participation_id, channel, cast_on, age_band, sex, state, reason, "
    "note, decided_by, sealed, person, receipt, bond, idempotency_key) VALUES ({key}, {edition}, {key}, 'internet', "
    "current_date, '45-54', 'F', 'valid', '', '', '', {sealed}, '', {receipt}, {bond}, {receipt})",
    "INSERT INTO journal_entry (town_id, edition, at, kind, by, about, facts, mark) VALUES ({town}, {edition}, now(), "
    "'ballot-cast', 'głosujący', '', '{{}}', '')",
)


def pgbench(url: str, program: Path, *, town: int, edition: int, sealed: int, seconds: int) -> float:
    """Ballots a second that PostgreSQL takes in from four connections when nothing else is done."""
    text = {
        "key": ":key",
        "edition": str(edition),
        "town": str(town),
        "tag": "decode(md5(:'key'), 'hex')",
        "receipt": "substr(md5(:'key'), 1, 24)",
        "sealed": f"decode(repeat('ab', {sealed}), 'hex')",
        "bond": "decode(md5(:'key') || md5(:'key'), 'hex')",
    }
    script = "\n".join(
        [
            "\\set key random(1, 4611686018427387904)",
            "BEGIN;",
            *(row.format(**text) + ";" for row in ROWS),
            "COMMIT;",
        ]
    ).replace(":'key'", ":key::text")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [
            str(program),
            "-n",
            "-c",
            "4",
            "-j",
            "2",
            "-T",
            str(seconds),
            "-M",
            "prepared",
            "-f",
            file.name,
            url,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if not found:
        raise SystemExit(f"pgbench: {done.stderr[-600:]}")
    return float(found.group(1))


def bare(request):
    """Write the three rows and answer."""
    from django.db import connection, transaction
    from django.http import HttpResponse

    receipt = secrets.token_hex(12)
    values = {
        "key": str(secrets.randbits(62)),
        "edition": os.environ["BENCH_EDITION"],
        "town": os.environ["BENCH_TOWN"],
        "tag": "%s",
        "sealed": "%s",
        "bond": "%s",
        "receipt": f"'{receipt}'",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROWS[0].format(**values), [secrets.token_bytes(32)])
        cursor.execute(
            ROWS[1].format(**values),
            [secrets.token_bytes(int(os.environ["BENCH_SEALED"])), secrets.token_bytes(32)],
        )
        cursor.execute(ROWS[2].format(**values).replace("%", "%%"))
    return HttpResponse(receipt)


def _application():
    import django
    import environ
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.urls import path

    global urlpatterns
    if not settings.configured:
        database = {**environ.Env().db("DATABASE_URL"), "CONN_MAX_AGE": None}
        settings.configure(
            ROOT_URLCONF="bench.reference", ALLOWED_HOSTS=["*"], DATABASES={"default": database}, USE_TZ=True
        )
        django.setup()
    urlpatterns = [path("", bare)]
    return WSGIHandler()


urlpatterns: list = []
if os.environ.get("BENCH_BARE"):
    application = _application()

if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "bench.reference:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
