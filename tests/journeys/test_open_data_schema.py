"""Random requests against the described open data find nothing: no error, no answer that is not described.

The program lives in an environment of its own; `make prove` prepares it and names it.
"""

import os
import subprocess

import pytest

from wibo.demo.moving import move_to

PROGRAM = os.environ.get("SCHEMATHESIS_PROGRAM", "")

if PROGRAM:

    @pytest.mark.journey
    @pytest.mark.long
    def test_schemathesis_finds_nothing(demo, live_server):
        move_to("lipowo", "results")
        port = live_server.url.rpartition(":")[2]
        done = subprocess.run(
            [
                PROGRAM,
                "run",
                f"{live_server.url}/dane/v1/openapi.json",
                "--url",
                live_server.url,
                "-H",
                f"Host: lipowo.localhost:{port}",
                "--max-examples",
                "100",
                "--seed",
                "7",
                "--checks",
                "all",
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        print(done.stdout[-3000:])
        assert done.returncode == 0, done.stdout[-6000:]
