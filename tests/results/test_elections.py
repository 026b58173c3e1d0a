"""Real elections come out as the towns published them: through `recount` and through the whole product.

The files are local test data: the test is registered where WIBO_ELECTIONS_DIR is set.
"""

import contextlib
import io
import json
import os
from pathlib import Path

import pytest
from pabulib.checker import Checker

from tests import factories
from tests.moments import NOW
from wibo.editions.models import Edition
from wibo.opendata.pb_export import export_newest
from wibo.results.actions.importing import import_election
from wibo.rulebook.files.pabulib import read
from wibo.rulebook.files.recounting import recount
from wibo.rulebook.files.rule_files import derive

FOLDER = os.environ.get("WIBO_ELECTIONS_DIR", "")
MISFITS = {"stop_then_fund_if_80pct": "stop-then-80"}


def core():
    return [line.split("\t")[0] for line in (Path(FOLDER) / "core.txt").read_text("utf-8").splitlines()]


def everything():
    return sorted(path.name for path in Path(FOLDER).glob("*.pb"))


def settings_of(expected):
    rule = expected.get("rule") or {}
    if not rule:
        return {}
    if rule["family"] == "mes":
        return {
            "rule": "equal-shares",
            "utility": "cost",
            "completion": "add1",
            "add1_stop": "overflow",
            "comparison": True,
        }
    return {
        "rule": "greedy",
        "order_by": rule["order_by"],
        "on_misfit": MISFITS.get(rule["on_misfit"], rule["on_misfit"]),
        "threshold": rule["threshold"] or 0,
        "exclude": rule["exclude"],
    }


def case(name):
    expected = json.loads((Path(FOLDER) / "expected" / f"{name[:-3]}.json").read_text("utf-8"))
    file = read((Path(FOLDER) / name).read_bytes().decode())
    return file, derive(file.meta, file.rules, settings_of(expected)), expected


def check_counts(expected, votes, score, ballots):
    allowed = [expected["votes"], expected.get("votes_counting_each_project_once_per_ballot")]
    assert votes in allowed
    assert ballots == expected["total_ballots"]
    if expected.get("score"):
        assert {k: float(v) for k, v in score.items()} == {k: float(v) for k, v in expected["score"].items()}


def check_recount(name):
    file, named, expected = case(name)
    counted, outcome = recount(file, named)
    check_counts(expected, counted.votes, counted.score, counted.ballots)
    if "official_selected" not in expected:
        return
    if expected.get("tie_decides"):
        assert outcome.tie_decides
        assert sorted(map(sorted, outcome.outcomes)) == sorted(map(sorted, expected["outcomes_under_ties"]))
    else:
        assert set(outcome.funded) == set(expected["official_selected"])


def check_product(town, name):
    file, named, expected = case(name)
    made = import_election(town, file, named, at=NOW, replace=False, progress=lambda *_: None)
    check_counts(expected, made.last.votes, made.last.score, made.last.ballots)
    if "official_selected" in expected:
        assert bool(made.first.tied) == bool(expected.get("tie_decides"))
        assert set(made.last.funded) == set(expected["official_selected"])


def check_round_trip(town, name):
    """The office's export is clean for the public checker, and read back it gives the same result."""
    edition = Edition.objects.filter(imported=True).first()
    if edition is None:
        file, named, _ = case(name)
        edition = import_election(town, file, named, at=NOW, replace=False, progress=lambda *_: None).edition
    run = edition.pools.get().runs.first()
    made = export_newest(run.pool)
    text = "".join(made.lines)
    assert serious(checked(text), run) == []
    file = read(text)
    again = import_election(
        town, file, derive(file.meta, file.rules, made.rules), at=NOW, replace=False, progress=lambda *_: None
    )
    assert (again.last.votes, again.last.score) == (run.votes, run.score)
    assert (again.last.funded, again.last.spent) == (run.funded, run.spent)


def checked(text):
    with contextlib.redirect_stdout(io.StringIO()):
        answer = Checker().process_files([text])
    found = next(value for key, value in answer.items() if key not in ("metadata", "summary"))
    return found["results"]


def serious(results, run):
    """What the checker calls errors, without those that the town's own data carry (a project dearer than the pool)."""
    errors = results.get("errors", {}) if isinstance(results, dict) else {}
    dear = any(cost > run.amount for cost in run.pool.projects.values_list("cost", flat=True))
    return [f"{kind}: {told}" for kind, told in errors.items() if not (dear and "budget" in kind)]


if FOLDER:

    @pytest.mark.elections
    @pytest.mark.parametrize("name", core())
    def test_core_elections_recount_as_published(name):
        check_recount(name)

    @pytest.mark.elections
    @pytest.mark.parametrize("name", core())
    def test_core_elections_through_the_product(db, name):
        from django_scopes import scope

        town = factories.town("probne")
        with scope(town=town):
            check_product(town, name)

    @pytest.mark.elections
    @pytest.mark.parametrize("name", core()[::5])
    def test_core_elections_survive_the_office_export(db, name):
        from django_scopes import scope

        town = factories.town("probne")
        with scope(town=town):
            check_round_trip(town, name)

    @pytest.mark.elections
    @pytest.mark.long
    @pytest.mark.parametrize("name", everything())
    def test_all_elections_recount_as_published(name):
        check_recount(name)

    @pytest.mark.elections
    @pytest.mark.long
    @pytest.mark.parametrize("name", everything())
    def test_all_elections_through_the_product_and_the_office_export(db, name):
        from django_scopes import scope

        town = factories.town("probne")
        with scope(town=town):
            check_product(town, name)
            check_round_trip(town, name)
