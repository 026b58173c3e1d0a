"""A wrong environment is told at start, all of it at once, and no secret is in what is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wibo.config.checking import KNOWN, problems

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("WIBO_SERCET_KEY", "x", "Czy chodzi o WIBO_SECRET_KEY"),
        ("WIBO_PORT", "osiem", "od 1 do 65535"),
        ("WIBO_PORT", "70000", "od 1 do 65535"),
        ("WIBO_DEMO", "owszem", "1 albo 0"),
        ("WIBO_BASE_HOST", "https://bo.example/", "bez https://"),
        ("WIBO_SCHEME", "ftp", "https albo http"),
        ("WIBO_LOG", "xml", "json albo plain"),
        ("DATABASE_URL", "localhost/wibo", "postgres://"),
        ("WIBO_BACKUP_RECIPIENT", "AGE-SECRET-KEY-1", "age1"),
        ("WIBO_SECRET_KEY", "abc123", "za krótki"),
        ("WIBO_METRICS_TOKEN", "abc123", "za krótki"),
    ],
)
def test_each_fault_says_what_to_do(name, value, told):
    (found,) = problems({name: value})
    assert told in found
    assert value not in found


def test_a_demo_is_for_localhost_alone():
    assert problems({"WIBO_DEMO": "1", "WIBO_BASE_HOST": "bo.example"})
    assert not problems({"WIBO_DEMO": "1", "WIBO_BASE_HOST": "localhost"})


def test_a_right_environment_has_no_problem():
    assert (
        problems({"WIBO_SECRET_KEY": "x" * 40, "DATABASE_URL": "postgres://u:p@h/db", "WIBO_PORT": "8080"})
        == []
    )


def test_the_start_stops_with_all_faults_and_no_traceback():
    env = {**os.environ, "WIBO_TESTING": "", "WIBO_PORT": "x", "WIBO_SCHEME": "ftp"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-m", "wibo", "tick"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "WIBO_PORT" in done.stderr
    assert "WIBO_SCHEME" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_setting_is_in_the_operators_guide():
    guide = (ROOT / "docs" / "operators.md").read_text("utf-8")
    source = (ROOT / "wibo" / "config" / "settings.py").read_text("utf-8")
    for name in KNOWN - {"WIBO_TESTING", "WIBO_ELECTIONS_DIR"}:
        assert f'"{name}"' in source, name
        assert f"`{name}`" in guide, name
