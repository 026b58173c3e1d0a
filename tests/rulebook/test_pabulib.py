"""The .pb format, the rule that a file has, and the command that recounts it."""

import json
import re

import pytest

from wibo.commands import recount
from wibo.rulebook.award.settings import Completion, EqualSharesRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.files import pabulib
from wibo.rulebook.files.faults import PabulibError, RuleError
from wibo.rulebook.files.pabulib import read
from wibo.rulebook.files.recounting import anomalies, ranked, report
from wibo.rulebook.files.recounting import recount as recount_file
from wibo.rulebook.files.rule_files import as_settings, derive, meta_rule
from wibo.rulebook.voting.ballots import BallotRules, VoteType
from wibo.wording.files import told

FILE = """META
key;value
description;Budżet w Lipowie
budget;100.50
vote_type;approval
rule;greedy
num_projects;3
num_votes;3
max_length;2
PROJECTS
project_id;cost;name;selected
1;60;"Ławki; kosze";1
2;60;Park;0
10;40;Lampy;1
VOTES
voter_id;vote
a;1,2
b;1
c;10,10
"""


def changed(old, new):
    return FILE.replace(old, new)


def problem(text):
    with pytest.raises(PabulibError) as caught:
        read(text)
    return caught.value


def refused(act, words):
    """That a rule is refused, in words that hold these."""
    with pytest.raises(RuleError) as caught:
        act()
    assert re.search(words, told(caught.value)), told(caught.value)


def test_a_file_is_read_whole():
    file = read(FILE)
    assert file.budget == 100_50
    assert file.costs() == {"1": 6000, "2": 6000, "10": 4000}
    assert file.projects[0].name == "Ławki; kosze"
    assert file.selected() == ["1", "10"]
    assert file.rules.max_length == 2


def test_windows_line_ends_and_a_bom_are_read_too():
    assert read("\ufeff" + FILE.replace("\n", "\r\n")).costs() == read(FILE).costs()


def test_empty_lines_are_passed_over():
    assert read(FILE.replace("PROJECTS", "\nPROJECTS") + "\n").costs() == read(FILE).costs()


def test_a_repeated_mark_counts_once_and_is_told_as_an_anomaly():
    file = read(FILE)
    counted, outcome = recount_file(file, derive(file.meta, file.rules, {}))
    assert counted.votes == {"1": 2, "2": 1, "10": 1}
    assert outcome.funded == ("1", "10")
    assert dict(anomalies(file)) == {"N19": 1}
    assert ranked(file, derive(file.meta, file.rules, {}), counted) == [(1, "1"), (2, "2"), (2, "10")]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("META\n", "", 1, "META"),
        ("budget;100.50\n", "", 2, "budget"),
        ("budget;100.50", "budget;dużo", 4, "kwotą"),
        ("budget;100.50", "budget", 4, "klucz;wartość"),
        ("max_length;2", "max_length;dwa", 9, "całkowitą"),
        ("vote_type;approval", "vote_type;inny", 5, "vote_type"),
        ("num_votes;3", "num_votes;4", 8, "num_votes"),
        ("project_id;cost", "project_id;price", 11, "cost"),
        ("2;60;Park;0", "1;60;Park;0", 13, "powtórzony"),
        ("2;60;Park;0", ";60;Park;0", 13, "niepoprawny"),
        ("2;60;Park;0", "2;tanio;Park;0", 13, "kwotą"),
        ("2;60;Park;0", "2;60;Park", 13, "kolumn"),
        ("b;1\n", "b;9\n", 18, "nieznany"),
        ("b;1\n", "a;1\n", 18, "voter_id"),
        ("b;1\n", ";1\n", 18, "voter_id"),
        ('"Ławki; kosze"', '"Ławki; kosze', 12, "cudzysłów"),
        ("b;1\n", "b;1\0\n", 18, "bajt zerowy"),
    ],
)
def test_a_broken_file_says_where_and_what(old, new, line, words):
    found = problem(changed(old, new))
    assert words in told(found)
    assert found.line == line


def test_a_cell_that_begins_with_a_quotation_mark_goes_on_after_it():
    file = read(changed('"Ławki; kosze"', '"Zielono" i zdrowo - ławki'))
    assert "Zielono i zdrowo - ławki" in [project.name for project in file.projects]


@pytest.mark.parametrize("text", ["1e999999", "-5", "１２", "1_000", "nan", "9" * 30, "", " ", "0x10", "5,5"])
def test_what_is_no_amount_is_refused_with_its_line(text):
    assert problem(re.sub(r"budget;[^\n]*", f"budget;{text}", FILE)).line in (2, 4)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"threshold": "1.5"}, "liczbą całkowitą"),
        ({"most": 0}, "liczbą całkowitą"),
        ({"comparison": "tak", "rule": "equal-shares"}, "true albo false"),
        ({"lot": "1,2"}, "lista numerów"),
        ({"collisions": 3}, "lista grup"),
        ({"order": "votes"}, "nieznane ustawienia"),
        ({"rule": "best"}, "nieznana zasada"),
        ({"then": "all", "rule": "equal-shares"}, "nie ma wartości"),
    ],
)
def test_a_wrong_setting_is_named_in_polish(named, words):
    file = read(FILE)
    refused(lambda: derive(file.meta, file.rules, named), words)


def test_a_threshold_of_the_file_that_is_no_whole_number_is_refused_in_polish():
    file = read(FILE)
    meta = {**file.meta, "min_project_score_threshold": "1.5"}
    refused(lambda: derive(meta, file.rules, {}), "min_project_score_threshold ma być liczbą")


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring", "ordinal"])
def test_equal_shares_over_points_or_places_are_refused(vote_type):
    rules = BallotRules(VoteType(vote_type))
    refused(lambda: derive({"rule": "equalshares"}, rules, {}), "równych udziałów")


def test_a_cell_of_endless_length_is_refused():
    assert "komórka" in told(problem(changed('"Ławki; kosze"', '"' + "x" * 200_000 + '"')))


def test_a_missing_section_is_told():
    assert "VOTES" in told(problem(FILE.split("VOTES")[0]))
    assert problem("").line == 1


POINTS = changed("vote_type;approval", "vote_type;cumulative").replace(
    "voter_id;vote\na;1,2\nb;1\nc;10,10\n", "voter_id;vote;points\na;1,2;2,1\nb;1;3\nc;;\n"
)


def test_points_are_read_and_checked():
    file = read(POINTS)
    counted, _ = recount_file(file, derive(file.meta, file.rules, {}))
    assert counted.score == {"1": 5, "2": 1, "10": 0}
    assert "punktów" in told(problem(POINTS.replace("2,1", "2")))
    assert "liczby" in told(problem(POINTS.replace("2,1", "2,x")))


def named(rule_word, settings=None, vote_type="approval", **meta):
    file = read(changed("vote_type;approval", f"vote_type;{vote_type}"))
    return derive({**file.meta, "rule": rule_word, **meta}, file.rules, settings or {})


def test_rules_that_meta_tells():
    assert named("greedy").rule == GreedyRule()
    assert named("greedy-no-skip").rule == GreedyRule(on_misfit=OnMisfit.STOP)
    assert named("greedy-threshold", min_project_score_threshold="5").rule == GreedyRule(threshold=5)
    assert named("greedy", vote_type="ordinal").rule == GreedyRule(OrderBy.BORDA)
    assert named("equalshares/add1-comparison").rule == EqualSharesRule(
        completion=Completion.ADD1, comparison=True
    )
    assert named("greedy-exclusive", {"exclude": ["2"]}).exclude == ("2",)


@pytest.mark.parametrize("word", ["greedy-custom", "unknown", "greedy-exclusive"])
def test_what_meta_cannot_tell_names_the_options(word):
    refused(lambda: named(word), r"--on-misfit|--exclude")


def test_options_win_over_meta_and_wrong_ones_are_told():
    assert named("greedy-custom", {"on_misfit": "stop-then-80"}).rule == GreedyRule(
        on_misfit=OnMisfit.STOP_THEN_80
    )
    assert named("greedy", {"rule": "equal-shares", "prefilter": 3}).rule == EqualSharesRule(prefilter=3)
    refused(
        lambda: named("greedy", {"on_misfit": "jump"}), "nie ma wartości „jump”; są: skip, stop, stop-then-80"
    )


@pytest.mark.parametrize(
    "rule",
    [
        GreedyRule(),
        GreedyRule(OrderBy.POINTS, OnMisfit.STOP, 5),
        EqualSharesRule(),
        EqualSharesRule(completion=Completion.ADD1, then_greedy=True, comparison=True, prefilter=3),
    ],
)
def test_settings_lead_back_to_the_rule(rule):
    file = read(FILE)
    assert derive(file.meta, file.rules, as_settings(rule)).rule == rule


@pytest.mark.parametrize(
    ("rule", "struck", "word"),
    [
        (GreedyRule(), False, "greedy"),
        (GreedyRule(), True, "greedy-exclusive"),
        (GreedyRule(threshold=5), False, "greedy-threshold"),
        (GreedyRule(on_misfit=OnMisfit.STOP), False, "greedy-no-skip"),
        (GreedyRule(on_misfit=OnMisfit.STOP_THEN_80), True, "greedy-custom"),
        (EqualSharesRule(), False, "equalshares"),
        (EqualSharesRule(completion=Completion.ADD1, comparison=True), False, "equalshares/add1-comparison"),
    ],
)
def test_the_word_for_meta(rule, struck, word):
    assert meta_rule(rule, struck) == word


def test_what_is_written_is_read_back():
    lines = pabulib.write(
        [("description", "Lipowo\nznów"), ("budget", "100"), ("vote_type", "approval"), ("rule", "greedy")],
        ["project_id", "cost", "name"],
        [["1", "50", 'Park "Zielony"; ławki']],
        ["voter_id", "vote"],
        iter([["1", "1"]]),
    )
    file = read("".join(lines))
    assert file.projects[0].name == 'Park "Zielony"; ławki'
    assert file.meta["description"] == "Lipowo znów"
    assert file.rules.vote_type is VoteType.APPROVAL


def run(tmp_path, text, *options, rules=None):
    path = tmp_path / "plik.pb"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if rules:
        path.with_suffix(".rules.json").write_text(json.dumps(rules))
    return recount.run([str(path), *options])


def test_the_command_prints_json(tmp_path, capsys):
    assert run(tmp_path, FILE, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["selected"] == ["1", "10"]
    assert answer["total_ballots"] == 3
    assert answer["tie"] is False
    assert answer["spent"] == "100"
    assert "outcomes" not in answer


def test_the_command_reports_a_tie_with_its_outcomes(tmp_path, capsys):
    tied = changed("2;60;Park;0", "2;40;Park;0").replace("budget;100.50", "budget;100")
    assert run(tmp_path, tied, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["tie"] is True
    assert answer["outcomes"] == [["1", "10"], ["1", "2"]] or answer["outcomes"] == [["1", "2"], ["1", "10"]]
    assert answer["outcomes_truncated"] is False
    assert run(tmp_path, tied) == 0
    assert "remis" in capsys.readouterr().out


def test_the_command_reads_rules_beside_the_file_and_options_first(tmp_path, capsys):
    run(tmp_path, FILE, "--json", rules={"rule": "greedy", "exclude": ["1"]})
    assert "1" not in json.loads(capsys.readouterr().out)["selected"]
    run(tmp_path, FILE, "--json", "--exclude", "10", rules={"rule": "greedy", "exclude": ["1"]})
    assert json.loads(capsys.readouterr().out)["selected"] == ["1"]
    run(tmp_path, FILE, "--rule", "equal-shares", rules={"rule": "greedy", "exclude": ["1"]})
    assert "skreślony" not in capsys.readouterr().out


def test_the_command_is_readable_and_says_what_is_broken(tmp_path, capsys):
    assert run(tmp_path, FILE, "--exclude", "2") == 0
    out = capsys.readouterr().out
    assert "Ranking" in out
    assert "skreślony" in out
    assert "złamania zasad: 1" in out
    assert run(tmp_path, changed("2;60;Park;0", "2;60;Park")) == 2
    assert "wiersz 13" in capsys.readouterr().err
    assert run(tmp_path, changed("rule;greedy", "rule;greedy-custom")) == 2
    assert "--on-misfit" in capsys.readouterr().err
    assert run(tmp_path, b"META\nkey;value\nopis;\xb3") == 2
    assert "wiersz 3" in capsys.readouterr().err
    assert recount.run([str(tmp_path / "nie-ma.pb")]) == 2


def test_the_report_of_a_tie_is_whole():
    file = read(changed("2;60;Park;0", "2;40;Park;0"))
    counted, outcome = recount_file(file, derive(file.meta, file.rules, {}))
    assert set(report(counted, outcome)) >= {
        "selected",
        "votes",
        "score",
        "total_ballots",
        "tie",
        "spent",
        "steps",
    }
