"""Alert rules and the dashboard as shipped: Prometheus takes them, they wake for what they name, and ask for what there is."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from wibo.service.watching.metrics import exposition

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
RULES = DEPLOY / "prometheus" / "wibo-alerts.yml"
PROMTOOL = shutil.which("promtool") or "promtool"


def promtool(*arguments):
    return subprocess.run([PROMTOOL, *arguments], capture_output=True, text=True, check=False)


def test_prometheus_takes_the_rules():
    done = promtool("check", "rules", str(RULES))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_wake_for_what_they_name_and_for_nothing_less():
    done = promtool("test", "rules", str(RULES.with_name("wibo-alerts-test.yml")))
    assert done.returncode == 0, done.stdout + done.stderr


def asked(text):
    return set(re.findall(r"\bwibo_[a-z_]+", text))


def test_rules_and_dashboard_ask_for_metrics_that_there_are(visit, edition):
    visit.get("/")
    told = exposition().decode()
    known = set(re.findall(r"^(?:# TYPE )?(wibo_[a-z_]+)", told, re.MULTILINE))
    board = json.loads((DEPLOY / "grafana" / "wibo.json").read_text("utf-8"))
    exprs = " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
    rules = "\n".join(line for line in RULES.read_text("utf-8").splitlines() if "expr:" in line)
    # Of the worker's round there is a metric once it has been.
    assert asked(exprs) - known <= {"wibo_seconds_since_tick"}
    assert asked(rules) - known <= {"wibo_seconds_since_tick"}
    assert len(asked(exprs)) >= 9
