"""The script in the browser counts as the rulebook does, on invented elections of every kind and on a published file."""

import random
from pathlib import Path

import pytest
from django.test import Client
from django_scopes import scope

from wibo.demo.moving import move_to
from wibo.editions.models import Edition, Pool
from wibo.results.models import CountRun
from wibo.rulebook.award.settings import (
    Add1Stop,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.files.pabulib import read
from wibo.rulebook.files.recounting import recount
from wibo.rulebook.files.rule_files import as_settings, derive

pytestmark = pytest.mark.journey
ELECTIONS = 300


def election(chance):
    """An invented .pb file with a rule: every vote type, thresholds, misfits, strikes."""
    kind = chance.choice(["approval", "choose-1", "cumulative", "ordinal"])
    count = chance.randint(1, 7)
    ids = [chance.choice([str(at), f"A/{at}"]) for at in range(1, count + 1)]
    costs = [f"{chance.randint(1, 400)}.{chance.randint(0, 99):02d}" for _ in ids]
    meta = {
        "description": "x",
        "country": "Poland",
        "unit": "X",
        "instance": "2027",
        "num_projects": count,
        "budget": f"{chance.randint(50, 900)}.{chance.randint(0, 99):02d}",
        "vote_type": kind,
        "rule": "greedy",
        "date_begin": "01.01.2027",
        "date_end": "02.01.2027",
    }
    if kind != "choose-1":
        meta["max_length"] = count
    if kind == "cumulative":
        meta["max_sum_points"] = 100
    rows = []
    for voter in range(1, chance.randint(1, 30)):
        marks = chance.sample(ids, 1 if kind == "choose-1" else chance.randint(1, count))
        row = [str(voter), ",".join(marks)]
        if kind == "cumulative":
            row.append(",".join(str(chance.randint(1, 9)) for _ in marks))
        rows.append(";".join(row))
    meta["num_votes"] = len(rows)
    heads = "voter_id;vote;points" if kind == "cumulative" else "voter_id;vote"
    lines = [
        "META",
        "key;value",
        *(f"{key};{value}" for key, value in meta.items()),
        "PROJECTS",
        "project_id;cost;name",
    ]
    lines += [f'{number};{cost};"Nazwa; ""{number}"""' for number, cost in zip(ids, costs, strict=True)]
    rule = GreedyRule(
        on_misfit=chance.choice(list(OnMisfit)),
        threshold=chance.choice([0, 0, 3]),
        threshold_bp=chance.choice([0, 1500]),
        cost_share=chance.choice([None, None, 2]),
        last_percent=chance.choice([80, 55]),
        most=chance.choice([None, None, 2]),
    )
    struck = chance.sample(ids, chance.choice([0, 0, 1]))
    lot = chance.sample(ids, chance.choice([0, count]))
    return "\n".join([*lines, "VOTES", heads, *rows]) + "\n", as_settings(rule) | {
        "exclude": struck,
        "lot": lot,
        "collisions": [chance.sample(ids, min(2, count))] if chance.random() < 0.3 else [],
    }


def test_the_browser_counts_as_the_rulebook_does(walker, demo):
    visitor = walker()
    visitor.go("/dane/przelicz/")
    chance, decided = random.Random(5), 0
    for _ in range(ELECTIONS):
        text, settings = election(chance)
        file = read(text)
        settings.pop("order_by")
        named = derive(file.meta, file.rules, settings)
        counted, outcome = recount(file, named)
        told = visitor.page.evaluate(
            "([text, rule]) => { const r = wiboRecount(text, rule); return [r.counted, r.funded, r.tied]; }",
            [text, settings],
        )
        assert told[0]["votes"] == counted.votes
        assert told[0]["score"] == counted.score
        if not outcome.tie_decides:
            decided += 1
            assert set(told[1]) == set(outcome.funded), (text, settings)
    assert decided > ELECTIONS // 2


def of_shares(chance):
    """An invented election by Equal Shares, in any of the rulebook's variants."""
    text, settings = election(chance)
    while "\nvote_type;approval" not in text:
        text, settings = election(chance)
    rule = EqualSharesRule(
        utility=chance.choice(list(Utility)),
        completion=chance.choice(list(Completion)),
        add1_stop=chance.choice(list(Add1Stop)),
        then_greedy=chance.random() < 0.4,
        comparison=chance.random() < 0.4,
        prefilter=chance.choice([None, None, 2]),
        tie_order=chance.choice(list(TieOrder)),
    )
    kept = {name: settings[name] for name in ("exclude", "lot", "collisions")}
    return text, as_settings(rule) | kept


def test_the_browser_shares_as_the_rulebook_does(walker, demo):
    visitor = walker()
    visitor.go("/dane/przelicz/")
    chance, decided = random.Random(6), 0
    for _ in range(ELECTIONS * 2):
        text, settings = of_shares(chance)
        file = read(text)
        counted, outcome = recount(file, derive(file.meta, file.rules, settings))
        told = visitor.page.evaluate(
            "([text, rule]) => { const r = wiboRecount(text, rule); return [r.counted.votes, r.funded]; }",
            [text, settings],
        )
        assert told[0] == counted.votes
        if not outcome.tie_decides:
            decided += 1
            assert set(told[1]) == set(outcome.funded), (text, settings)
    assert decided > ELECTIONS


def test_a_published_pool_is_counted_again_by_a_visitor(walker, demo, tmp_path):
    move_to("lipowo", "results")
    with scope(town=demo):
        edition = Edition.objects.filter(imported=False).latest("year")
        pool = next(
            p
            for p in Pool.objects.filter(edition=edition)
            if CountRun.objects.filter(pool=p).first().ballots >= 50
        )
    files = []
    for ending in ("pb", "rules.json"):
        response = Client().get(f"/dane/v1/pule/{pool.pk}.{ending}", headers={"host": "lipowo.localhost"})
        path = tmp_path / f"pula-{pool.pk}.{ending}"
        path.write_bytes(response.getvalue() if response.streaming else response.content)
        files.append(str(path))
    visitor = walker(width=360)
    visitor.go(f"/dane/przelicz/?pula={pool.pk}")
    visitor.page.get_by_role("button", name="Policz", exact=True).click()
    visitor.page.wait_for_selector("[data-recounted] h2")
    visitor.check()
    assert "Wynik zgadza się z ogłoszonym." in visitor.text()
    visitor.go("/dane/przelicz/")
    visitor.press("Przelicz")
    assert "Wybierz plik .pb" in visitor.text()
    visitor.page.set_input_files("#files", files)
    visitor.page.get_by_role("button", name="Przelicz").click()
    visitor.page.wait_for_selector("[data-recounted] h2")
    visitor.check()
    assert "Liczby głosów zgadzają się z ogłoszonymi" in visitor.text()
    assert "Lista wybranych projektów zgadza się z ogłoszoną" in visitor.text()
    changed = tmp_path / "zmieniony.pb"
    lines = Path(files[0]).read_text("utf-8").splitlines()
    changed.write_text("\n".join(lines[:-30]), "utf-8")
    visitor.page.set_input_files("#files", [str(changed), files[1]])
    visitor.page.get_by_role("button", name="Przelicz").click()
    visitor.page.wait_for_selector("[data-recounted] h2")
    assert "NIE zgadzają się" in visitor.text()
    visitor.go("/dane/")
