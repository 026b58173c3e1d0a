"""Every fault of a file and of a rule's settings by its kind, its line and its facts; and what has none, as a whole."""

import pytest

from tests.rulebook.test_pabulib import FILE, POINTS, changed, named, problem
from wibo.rulebook.award.settings import (
    Add1Stop,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.award.tally import OrderBy, Places
from wibo.rulebook.files.faults import PbFault, RuleError, RuleFault
from wibo.rulebook.files.pabulib import PbFile, PbProject, PbVote, read, write
from wibo.rulebook.files.recounting import ranked, recount, report
from wibo.rulebook.files.rule_files import NamedRule, as_settings, derive, meta_rule
from wibo.rulebook.voting.ballots import BallotRules, Marks, Repeats, VoteType

WHOLE = """META
key;value
description;Lipowo
budget;100.50
vote_type;cumulative
rule;greedy
min_length;2
max_length;3
max_sum_cost;90
min_sum_points;4
max_sum_points;10
max_points;32767
default_score;1
num_projects;2
num_votes;1
PROJECTS
project_id;cost;name;category;selected
1;60;Ławki;zieleń;1
2;60.05;Park;;2
VOTES
voter_id;age;sex;voting_method;vote;points
7;34;K;internet;2, 1;3, 4
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "kind", "facts"),
    [
        ("META\n", "", 1, PbFault.NO_META, {}),
        (FILE[FILE.index("VOTES") :], "", 15, PbFault.NO_SECTION, {"name": "VOTES"}),
        ("budget;100.50\n", "", 2, PbFault.NO_KEY, {"key": "budget"}),
        ("vote_type;approval\n", "", 2, PbFault.NO_KEY, {"key": "vote_type"}),
        ("rule;greedy\n", "rule;\n", 2, PbFault.NO_KEY, {"key": "rule"}),
        ("budget;100.50", "budget;dużo", 4, PbFault.NO_AMOUNT, {"key": "budget", "value": "dużo"}),
        ("max_length;2", "max_sum_cost;x", 9, PbFault.NO_AMOUNT, {"key": "max_sum_cost", "value": "x"}),
        ("budget;100.50", "budget", 4, PbFault.NO_PAIR, {}),
        ("h;2", "h;dwa", 9, PbFault.NO_COUNT, {"key": "max_length", "most": 32_767, "value": "dwa"}),
        ("h;2", "h;32768", 9, PbFault.NO_COUNT, {"key": "max_length", "most": 32_767, "value": "32768"}),
        ("votes;3", "votes;x", 8, PbFault.NO_COUNT, {"key": "num_votes", "most": 10**9, "value": "x"}),
        ("votes;3", "votes;4", 8, PbFault.OTHER_COUNT, {"key": "num_votes", "stated": 4, "found": 3}),
        (
            "projects;3",
            "projects;0",
            7,
            PbFault.OTHER_COUNT,
            {"key": "num_projects", "stated": 0, "found": 3},
        ),
        ("vote_type;approval", "vote_type;inny", 5, PbFault.UNKNOWN_TYPE, {"value": "inny"}),
        ("project_id;cost", "project_id;price", 11, PbFault.NO_COLUMN, {"name": "cost"}),
        ("project_id;cost", "id;cost", 11, PbFault.NO_COLUMN, {"name": "project_id"}),
        ("voter_id;vote", "voter;vote", 16, PbFault.NO_COLUMN, {"name": "voter_id"}),
        ("voter_id;vote", "voter_id;votes", 16, PbFault.NO_COLUMN, {"name": "vote"}),
        ("2;60;Park;0", "1;60;Park;0", 13, PbFault.PROJECT_TWICE, {"value": "1"}),
        ("2;60;Park;0", ";60;Park;0", 13, PbFault.BAD_PROJECT, {"value": ""}),
        ("2;60;Park;0", "2,3;60;Park;0", 13, PbFault.BAD_PROJECT, {"value": "2,3"}),
        ("2;60;Park;0", "2;tanio;Park;0", 13, PbFault.NO_COST, {"value": "tanio"}),
        ("2;60;Park;0", "2;60;Park", 13, PbFault.OTHER_WIDTH, {"cells": 3, "columns": 4}),
        ("2;60;Park;0", "2;60;Park;0;1", 13, PbFault.OTHER_WIDTH, {"cells": 5, "columns": 4}),
        ("b;1\n", "b;9\n", 18, PbFault.UNKNOWN_PROJECT, {"value": "9"}),
        ("b;1\n", "a;1\n", 18, PbFault.BAD_VOTER, {"value": "a"}),
        ("b;1\n", ";1\n", 18, PbFault.BAD_VOTER, {"value": ""}),
        ('"Ławki; kosze"', '"Ławki; kosze', 12, PbFault.UNCLOSED, {}),
        ('"Ławki; kosze"', f'"{chr(10) * 101}"', 12, PbFault.UNCLOSED, {}),
        ('"Ławki; kosze"', '"a\n\0"', 13, PbFault.NOT_TEXT, {}),
        ('"Ławki; kosze"', "a\rb", 12, PbFault.BROKEN_LINE, {}),
        ('"Ławki; kosze"', f'"{"x" * 200_000}"', 12, PbFault.UNREADABLE, {}),
        ("b;1\n", "b;1\0\n", 18, PbFault.NOT_TEXT, {}),
    ],
)
def test_a_fault_of_a_file_has_its_line_kind_and_facts(old, new, line, kind, facts):
    found = problem(changed(old, new))
    assert (found.line, found.kind, found.facts, str(found)) == (
        line,
        kind,
        facts,
        f"line {line}: {kind.value}",
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "facts"),
    [
        ("2,1", "2", PbFault.OTHER_POINTS, {"projects": 2, "points": 1}),
        ("2,1", "2,x", PbFault.BAD_POINTS, {"most": 32_767, "value": "2,x"}),
        ("2,1", "2,32768", PbFault.BAD_POINTS, {"most": 32_767, "value": "2,32768"}),
    ],
)
def test_a_fault_of_points_has_its_facts(old, new, kind, facts):
    found = problem(POINTS.replace(old, new))
    assert (found.line, found.kind, found.facts) == (17, kind, facts)


def test_a_file_without_points_where_they_are_given_lacks_their_column():
    found = problem(changed("vote_type;approval", "vote_type;scoring"))
    assert (found.line, found.kind, found.facts) == (16, PbFault.NO_COLUMN, {"name": "points"})


@pytest.mark.parametrize(
    "key", ["min_length", "min_sum_points", "max_sum_points", "max_points", "default_score"]
)
def test_every_limit_that_is_no_number_is_a_fault_of_its_line(key):
    found = problem(changed("max_length;2", f"{key};x"))
    facts = {"key": key, "most": 32_767, "value": "x"}
    assert (found.line, found.kind, found.facts) == (9, PbFault.NO_COUNT, facts)


def test_a_return_between_quotation_marks_belongs_to_the_cell():
    assert read(changed('"Ławki; kosze"', '"a\rb"')).projects[0].name == "a\rb"


@pytest.mark.parametrize(
    ("row", "project", "name"),
    [
        ('1;60;"a""b";1', "1", 'a"b'),
        ('1;60;"a""";1', "1", 'a"'),
        ('1;60;"a""\nb";1', "1", 'a"\nb'),
        ('"1\n";60;"a";1', "1", "a"),
        ('1;60;Park "Zielony;1', "1", 'Park "Zielony'),
        ('1;60;"a"b"c;1', "1", 'ab"c'),
    ],
)
def test_a_quotation_mark_opens_a_cell_at_its_beginning_alone(row, project, name):
    found = read(changed('1;60;"Ławki; kosze";1', row)).projects
    assert (found[0].id, found[0].name, len(found)) == (project, name, 3)


def test_a_cell_of_two_lines_is_the_same_in_a_file_of_windows():
    file = changed('"Ławki; kosze"', '"a\nb"')
    assert read(file.replace("\n", "\r\n")).projects == read(file).projects


def test_a_project_may_have_a_cost_alone():
    short = changed("project_id;cost;name;selected", "project_id;cost")
    for row in ('1;60;"Ławki; kosze";1', "2;60;Park;0", "10;40;Lampy;1"):
        short = short.replace(row, ";".join(row.split(";")[:2]))
    assert read(short).projects == (PbProject("1", 60_00), PbProject("2", 60_00), PbProject("10", 40_00))


def test_a_cell_may_run_over_a_hundred_lines():
    name = "\n" * 100
    assert read(changed('"Ławki; kosze"', f'"a{name}b"')).projects[0].name == f"a{name}b"


def test_all_that_a_file_holds_is_read():
    keys = (
        "description budget vote_type rule min_length max_length max_sum_cost min_sum_points max_sum_points"
    )
    keys = [*keys.split(), "max_points", "default_score", "num_projects", "num_votes"]
    lines = WHOLE.splitlines()
    assert read(WHOLE) == PbFile(
        meta=dict(line.split(";") for line in lines[2:15]),
        budget=100_50,
        rules=BallotRules(
            VoteType.CUMULATIVE,
            min_length=2,
            max_length=3,
            max_sum_cost=90_00,
            min_sum_points=4,
            max_sum_points=10,
            max_points=32_767,
            default_score=1,
        ),
        projects=(
            PbProject("1", 60_00, "Ławki", "zieleń", "1"),
            PbProject("2", 60_05, "Park", "", "2"),
        ),
        votes=(PbVote("7", Marks(("2", "1"), (3, 4)), "34", "K", "internet"),),
        meta_lines={key: line for line, key in enumerate(keys, start=3)},
    )


def test_what_a_file_does_not_say_is_usual():
    file = read(FILE)
    assert file.rules == BallotRules(VoteType.APPROVAL, min_length=1, max_length=2)
    assert file.projects[1] == PbProject("2", 60_00, "Park", "", "0")
    assert file.votes[1] == PbVote("b", Marks(("1",)))


def test_a_file_is_written_to_the_sign():
    lines = write(
        [("description", " Lipowo\nznów "), ("budget", "100")],
        ["project_id", "cost", "name"],
        [["1", "50", 'Park "Zielony"; ławki'], ["2", "50", ""]],
        ["voter_id", "vote"],
        iter([["1", "1,2"], ["2", ""]]),
    )
    assert "".join(lines) == (
        "META\nkey;value\ndescription;Lipowo znów\nbudget;100\n"
        'PROJECTS\nproject_id;cost;name\n1;50;"Park ""Zielony""; ławki"\n2;50;\n'
        "VOTES\nvoter_id;vote\n1;1,2\n2;\n"
    )


def whole(name, value, least=0, most=10**9):
    return RuleFault.NO_COUNT, {"name": name, "least": least, "most": most, "value": value}


@pytest.mark.parametrize(
    ("given", "kind", "facts"),
    [
        ({"order": "votes", "b": 1}, RuleFault.UNKNOWN_SETTINGS, {"names": ["b", "order"]}),
        ({"rule": "best"}, RuleFault.UNKNOWN_RULE, {"value": "best"}),
        (
            {"rule": "equal-shares", "then": "all"},
            RuleFault.NO_SUCH_VALUE,
            {"name": "then", "value": "all", "allowed": ["nothing", "greedy"]},
        ),
        (
            {"on_misfit": "jump"},
            RuleFault.NO_SUCH_VALUE,
            {"name": "on_misfit", "value": "jump", "allowed": ["skip", "stop", "stop-then-80"]},
        ),
        (
            {"repeats": 1},
            RuleFault.NO_SUCH_VALUE,
            {"name": "repeats", "value": 1, "allowed": ["first", "sum", "invalid"]},
        ),
        ({"lot": "1,2"}, RuleFault.NO_NUMBERS, {"name": "lot"}),
        ({"exclude": [1]}, RuleFault.NO_NUMBERS, {"name": "exclude"}),
        ({"collisions": 3}, RuleFault.NO_GROUPS, {}),
        ({"collisions": ["12"]}, RuleFault.NO_NUMBERS, {"name": "collisions"}),
        ({"allows_unvoted": 1}, RuleFault.NO_FLAG, {"name": "allows_unvoted"}),
        ({"rule": "equal-shares", "comparison": "tak"}, RuleFault.NO_FLAG, {"name": "comparison"}),
        ({"threshold": "1.5"}, *whole("threshold", "1.5")),
        ({"threshold": True}, *whole("threshold", True)),
        ({"threshold": [1]}, *whole("threshold", [1])),
        ({"threshold": "1" * 11}, *whole("threshold", "1" * 11)),
        ({"threshold": "00000000005"}, *whole("threshold", "00000000005")),
        ({"threshold": 10**9 + 1}, *whole("threshold", 10**9 + 1)),
        ({"threshold_bp": 10_001}, *whole("threshold_bp", 10_001, most=10_000)),
        ({"last_percent": 0}, *whole("last_percent", 0, 1, 100)),
        ({"last_percent": 101}, *whole("last_percent", 101, 1, 100)),
        ({"most": 0}, *whole("most", 0, 1)),
        ({"cost_share": 0}, *whole("cost_share", 0, 1)),
        ({"rule": "equal-shares", "prefilter": 0}, *whole("prefilter", 0, 1)),
    ],
)
def test_a_fault_of_settings_has_its_kind_and_facts(given, kind, facts):
    with pytest.raises(RuleError) as caught:
        named("greedy", given)
    assert (caught.value.kind, caught.value.facts, str(caught.value)) == (kind, facts, kind.value)


@pytest.mark.parametrize(
    ("word", "meta", "kind", "facts"),
    [
        (
            "greedy-custom",
            {},
            RuleFault.UNREADABLE,
            {"value": "greedy-custom", "wanted": "--on-misfit skip|stop|stop-then-80"},
        ),
        ("greedy-exclusive", {}, RuleFault.UNREADABLE, {"value": "greedy-exclusive", "wanted": "--exclude"}),
        (
            "greedy-threshold",
            {"min_project_score_threshold": "1.5"},
            *whole("min_project_score_threshold", "1.5"),
        ),
    ],
)
def test_a_rule_that_meta_does_not_tell_has_its_facts(word, meta, kind, facts):
    with pytest.raises(RuleError) as caught:
        named(word, **meta)
    assert (caught.value.kind, caught.value.facts) == (kind, facts)


def test_every_setting_reaches_the_rule_of_votes():
    settings = {
        "order_by": "points",
        "on_misfit": "stop-then-80",
        "threshold": "1000000000",
        "threshold_bp": 10_000,
        "cost_share": 1,
        "last_percent": 100,
        "most": 1,
        "allows_unvoted": True,
        "exclude": ["1"],
        "lot": ["2", "1"],
        "collisions": [["1", "2"]],
        "repeats": "sum",
    }
    settings["places"] = next(one.value for one in Places if one is not Places.LONGEST)
    rule = GreedyRule(
        OrderBy.POINTS, OnMisfit.STOP_THEN_80, 10**9, 10_000, 1, 100, 1, True, Places(settings["places"])
    )
    assert named("greedy", settings) == NamedRule(rule, ("1",), ("2", "1"), (("1", "2"),), Repeats.SUM)
    assert named("greedy", {"last_percent": 1, "threshold": None}).rule == GreedyRule(last_percent=1)


def test_every_setting_reaches_the_rule_of_shares():
    settings = {
        "utility": "cardinality",
        "completion": "add1",
        "add1_stop": "overflow",
        "then": "greedy",
        "comparison": True,
        "prefilter": 1,
        "tie_order": "votes,cheaper",
        "allows_unvoted": True,
    }
    rule = EqualSharesRule(
        utility=Utility.CARDINALITY,
        completion=Completion.ADD1,
        add1_stop=Add1Stop.OVERFLOW,
        then_greedy=True,
        comparison=True,
        prefilter=1,
        tie_order=TieOrder.VOTES_CHEAPER,
        allows_unvoted=True,
    )
    assert named("equalshares", settings).rule == rule
    assert (
        named("equalshares/add1-comparison", {"comparison": False, "completion": "none"}).rule
        == EqualSharesRule()
    )
    assert named("greedy-custom", {"rule": "greedy"}).rule == GreedyRule()
    assert named("equalshares", {"rule": "greedy"}).rule == GreedyRule()
    assert named("greedy-exclusive", {"collisions": [["1", "2"]]}).collisions == (("1", "2"),)


@pytest.mark.parametrize(("stated", "threshold"), [("5", 5), ("5.0", 5), (" 7 ", 7), ("", 0)])
def test_a_threshold_of_the_file_holds_unless_one_is_named(stated, threshold):
    meta = {"min_project_score_threshold": stated}
    assert named("greedy", **meta).rule == GreedyRule(threshold=threshold)
    assert named("greedy", {"threshold": 3}, **meta).rule == GreedyRule(threshold=3)


def test_settings_say_what_is_usual_and_leave_out_what_came_later():
    greedy = {
        "rule": "greedy",
        "order_by": "votes",
        "on_misfit": "skip",
        "threshold": 0,
        "threshold_bp": 0,
        "last_percent": 80,
    }
    assert as_settings(GreedyRule()) == greedy
    assert as_settings(GreedyRule(allows_unvoted=True, most=2)) == {
        **greedy,
        "allows_unvoted": True,
        "most": 2,
    }
    shares = {
        "rule": "equal-shares",
        "utility": "cost",
        "completion": "none",
        "add1_stop": "exhaustive",
        "then": "nothing",
        "comparison": False,
        "tie_order": "cheaper,votes",
    }
    assert as_settings(EqualSharesRule()) == shares
    assert as_settings(EqualSharesRule(then_greedy=True)) == {**shares, "then": "greedy"}


@pytest.mark.parametrize("rule", [GreedyRule(cost_share=3), GreedyRule(most=1)])
def test_what_the_format_has_no_word_for_is_custom(rule):
    assert meta_rule(rule, struck=False) == "greedy-custom"


def test_a_report_holds_all_that_was_counted_and_of_a_tie_its_ways():
    file = read(changed("2;60;Park;0", "2;40;Park;0").replace("budget;100.50", "budget;100"))
    counted, outcome = recount(file, derive(file.meta, file.rules, {}))
    told = report(counted, outcome)
    assert told == {
        "selected": list(outcome.funded),
        "votes": {"1": 2, "2": 1, "10": 1},
        "score": {"1": 2, "2": 1, "10": 1},
        "total_ballots": 3,
        "tie": True,
        "spent": "100",
        "verdicts": {project: verdict.as_row() for project, verdict in outcome.verdicts.items()},
        "steps": [step.as_row() for step in outcome.steps],
        "tied": ["2", "10"],
        "outcomes": [list(ways) for ways in outcome.outcomes],
        "outcomes_truncated": False,
    }


def test_everything_that_is_named_goes_into_the_recount():
    file = read(FILE)
    counted, outcome = recount(file, NamedRule(GreedyRule(), exclude=("1",)))
    assert (counted.votes, outcome.funded) == ({"1": 2, "2": 1, "10": 1}, ("10", "2"))
    _, outcome = recount(file, NamedRule(GreedyRule(), collisions=(("1", "10"),)))
    assert outcome.funded == ("1",)
    equals = read(changed("2;60;Park;0", "2;40;Park;0"))
    _, outcome = recount(equals, NamedRule(GreedyRule(), lot=("10", "2")))
    assert (outcome.funded, outcome.tied) == (("1", "10"), ())
    points = read(POINTS.replace("1,2;2,1", "1,1;2,1"))
    counted, _ = recount(points, NamedRule(GreedyRule(OrderBy.POINTS), repeats=Repeats.SUM))
    assert counted.score == {"1": 6, "2": 0, "10": 0}


def test_a_file_is_ranked_by_what_its_rule_counts():
    file = read(POINTS.replace("2,1\n", "1,9\n"))
    by_points, by_votes = (NamedRule(GreedyRule(order)) for order in (OrderBy.POINTS, OrderBy.VOTES))
    counted, _ = recount(file, by_points)
    assert ranked(file, by_points, counted) == [(1, "2"), (2, "1"), (3, "10")]
    assert ranked(file, by_votes, counted) == [(1, "1"), (2, "2"), (3, "10")]
