"""A wrong environment is told at start, all of it at once, and no secret is in what is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wibo.config.checking import problems
from wibo.config.meanings import SETTINGS

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
        ("WIBO_POOL_URL", "postgres://u:p@pool/wibo", "z pominięciem puli"),
        ("WIBO_BACKUP_RECIPIENT", "AGE-SECRET-KEY-1", "age1"),
        ("WIBO_SECRET_KEY", "abc123", "za krótki"),
        ("WIBO_METRICS_TOKEN", "abc123", "za krótki"),
    ],
)
def test_each_fault_says_what_to_do(name, value, told):
    (found,) = problems({"WIBO_SECRET_KEY": "x" * 40, name: value})
    assert told in found
    assert value not in found


def test_a_demo_is_for_localhost_alone():
    assert problems({"WIBO_DEMO": "1", "WIBO_BASE_HOST": "bo.example"})
    assert not problems({"WIBO_DEMO": "1", "WIBO_BASE_HOST": "localhost"})


def test_without_a_secret_only_a_demo_starts():
    for service in ({"WIBO_BASE_HOST": "bo.example"}, {"DATABASE_URL": "sqlite:///x"}, {"WIBO_DEMO": "0"}):
        (found,) = problems(service)
        assert found.startswith("WIBO_SECRET_KEY: podaj")
    assert problems({}) == problems({"WIBO_TESTING": "1", "WIBO_BASE_HOST": "bo.example"}) == []


def test_what_the_example_holds_in_the_place_of_secrets_is_refused():
    lines = (ROOT / "deploy" / "wibo.env").read_text("utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    secret = ("DATABASE_URL", "WIBO_BACKUP_RECIPIENT", "WIBO_METRICS_TOKEN", "WIBO_SECRET_KEY")
    told = "to wartość z przykładu, którą zna każdy. Wpisz własną."
    assert [one for one in problems(example) if told in one] == [f"{name}: {told}" for name in secret]


_ASKED = "from wibo.config.settings import DATABASES as d; d = d['default']; print(d['HOST'], d.get('DISABLE_SERVER_SIDE_CURSORS'))"


@pytest.mark.parametrize(("worker", "told"), [("", "pool True"), ("1", "direct None")])
def test_only_web_processes_go_through_the_pool_and_then_hold_no_cursor_in_a_session(worker, told):
    env = {
        "PATH": os.environ["PATH"],
        "WIBO_SECRET_KEY": "x" * 40,
        "DATABASE_URL": "postgres://u:p@direct/wibo",
        "WIBO_POOL_URL": "postgres://u:p@pool/wibo",
        "WIBO_IS_WORKER": worker,
    }
    done = subprocess.run(
        [sys.executable, "-c", _ASKED], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (told, "")


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


def config(*options, **given):
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **given}
    command = [sys.executable, "-m", "wibo", "config", *options]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_every_setting_is_told_with_its_meaning_and_no_secret_with_its_value():
    secrets = {
        name: f"tajne-{place}" * 10 for place, (name, one) in enumerate(SETTINGS.items()) if one.secret
    }
    urls = {"DATABASE_URL": "postgres://u:tajne@h/db", "WIBO_POOL_URL": "postgres://u:tajne@p/db"}
    given = secrets | urls | {"WIBO_SMS_URL": "https://x/?key=tajne"}
    done = config(**given, WIBO_PORT="8080", WIBO_FROM="budzet@bo.example")
    assert (done.returncode, done.stderr) == (0, "")
    assert "tajne-" not in done.stdout
    assert "tajne@" not in done.stdout
    assert "key=tajne" not in done.stdout
    blocks = [block.split("\n  ") for block in done.stdout.strip().split("\n\n")]
    assert blocks.pop() == ["Wszystkie ustawienia są poprawne."]
    assert [block[0] for block in blocks] == list(SETTINGS)
    told = {block[0]: block[3:] for block in blocks}
    shown = {"WIBO_PORT": ["ustawiono: 8080"], "WIBO_FROM": ["ustawiono: budzet@bo.example"]}
    hidden = {name: ["ustawiono (wartość jest tajna)"] for name in secrets}
    assert told == {name: [] for name in SETTINGS} | hidden | shown


def test_what_stops_the_start_is_told_by_config_as_well():
    done = config(WIBO_BASE_HOST="bo.example", WIBO_PROT="1")
    assert done.returncode == 1
    end = done.stdout[done.stdout.index("Do poprawienia:") :].splitlines()
    assert end[1] == "WIBO_PROT: nie ma takiego ustawienia. Czy chodzi o WIBO_PORT?"
    assert end[2].startswith("WIBO_SECRET_KEY: podaj")
    assert config("--help").returncode == 0
    assert config("WIBO_PORT").returncode == 2


def test_every_setting_is_read_and_in_the_operators_guide():
    guide = (ROOT / "docs" / "operators.md").read_text("utf-8")
    source = (ROOT / "wibo" / "config" / "settings.py").read_text("utf-8")
    source += (ROOT / "wibo" / "config" / "checking.py").read_text("utf-8")
    for name in SETTINGS:
        assert f'"{name}"' in source, name
        assert f"`{name}`" in guide, name
