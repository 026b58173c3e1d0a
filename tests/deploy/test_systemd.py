"""The units are correct and closed: `systemd-analyze` says so, without a running systemd."""

import re
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).resolve().parent.parent.parent / "deploy" / "systemd").glob("*"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_correct(unit):
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    lines = [
        line for line in done.stderr.splitlines() if unit.stem in line and "is not executable" not in line
    ]
    assert lines == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_is_closed(unit):
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", unit], capture_output=True, text=True, check=False
    )
    exposure = float(re.search(r"exposure level for .*: ([\d.]+)", done.stdout).group(1))
    assert exposure <= 1.5


def test_only_the_worker_reaches_private_keys():
    web = (SERVICES[0].parent / "wibo-web.service").read_text()
    assert "InaccessiblePaths=-/var/lib/wibo-worker" in web
    assert "User=wibo-web" in web
