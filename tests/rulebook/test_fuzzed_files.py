"""Whatever a file holds, `wibo recount` counts it or refuses it in Polish: no traceback, no endless run.

The long form does the same to real elections; it is registered where WIBO_ELECTIONS_DIR is set.
"""

import argparse
import bisect
import contextlib
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from itertools import product
from pathlib import Path
from random import Random

import pytest

from tests.rulebook.mutations import SETTINGS, mutate, mutate_rules, nested
from wibo.commands import recount as command
from wibo.commands.rule_options import add_rule_options, read_election, rule_for
from wibo.rulebook.files.faults import PabulibError, RuleError
from wibo.rulebook.files.pabulib import read
from wibo.rulebook.files.recounting import anomalies, ranked, recount, report
from wibo.wording.award import reason, steps
from wibo.wording.files import told

FOLDER = os.environ.get("WIBO_ELECTIONS_DIR", "")
# Seconds of the processor that one file may take, however odd it is.
LONGEST = 5.0
REAL_MUTATIONS = 100_000
REAL_BYTES = 300_000
# Under coverage the long forms would take hours, and nothing could stop them.
UNTRACED = pytest.mark.skipif(sys.gettrace() is not None, reason="takes too long under coverage")
VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
RULES = (
    "greedy",
    "greedy-threshold",
    "greedy-no-skip",
    "greedy-exclusive",
    "greedy-custom",
    "equalshares",
    "equalshares/add1",
    "equalshares/add1-comparison",
)
NAMED = (
    {},
    {"rule": "greedy", "exclude": ["2"], "lot": ["3", "1"]},
    {"rule": "greedy", "on_misfit": "stop-then-80", "order_by": "votes", "threshold": 1, "repeats": "sum"},
    {"rule": "greedy", "on_misfit": "stop", "most": 2, "cost_share": 3, "allows_unvoted": True},
    {"rule": "greedy", "collisions": [["1", "2"], ["3", "4", "5"]], "places": "own", "threshold_bp": 150},
    {"rule": "equal-shares", "then": "greedy", "prefilter": 3, "repeats": "invalid"},
    {"rule": "equal-shares", "utility": "cardinality", "collisions": [["1", "2"]], "lot": ["2"]},
)
ADD1 = (
    {"rule": "equal-shares", "completion": "add1", "add1_stop": "overflow", "comparison": True},
    {"rule": "equal-shares", "completion": "add1", "then": "greedy", "utility": "cardinality"},
)
OPTIONS = (
    (),
    ("--rule", "greedy"),
    ("--rule", "equal-shares", "--completion", "add1"),
    ("--exclude", "1,2", "--collision", "3,4"),
    ("--threshold", "2", "--on-misfit", "stop"),
    ("--most", "0"),
    ("--threshold-bp", "9" * 5000),
)


def invented(vote_type, rule):
    """A small election: equal results, a repeated mark, an unvoted project, an empty vote, quotes."""
    points = vote_type in ("cumulative", "scoring")
    votes = ["1,2", "1", "2,3,4", "3", "4,1", "2,2", "", "5"]
    if vote_type == "choose-1":
        votes = ["1", "2", "3", "1", "4", "", "5", "5"]
    rows = [
        f"w{at};{20 + at};{'KM'[at % 2]};{vote}"
        + (f";{','.join(str(1 + at % 3) for _ in vote.split(',')) if vote else ''}" if points else "")
        for at, vote in enumerate(votes)
    ]
    return "\n".join(
        [
            *("META", "key;value", "description;Budżet w Lipowie", 'unit;"Lipowo; gmina"', "budget;250.50"),
            *(f"vote_type;{vote_type}", f"rule;{rule}", "num_projects;6", f"num_votes;{len(votes)}"),
            *("min_length;1", "max_length;3", "min_project_score_threshold;1.0"),
            *("PROJECTS", "project_id;cost;name;category;selected"),
            *('1;60;"Ławki; kosze";zieleń,sport;1', '2;60;"Park ""Zielony""";;0', "3;60;Lampy;;1"),
            *("4;100.50;Boisko;sport;0", '5;30;"Plac\nzabaw";;1', "6;0;Nic;;2"),
            *("VOTES", f"voter_id;age;sex;vote{';points' if points else ''}", *rows, ""),
        ]
    )


class Held:
    """A file in memory with its settings beside it, as `read_election` and `rule_for` use a Path."""

    def __init__(self, data, beside=None):
        self.data, self.beside, self.name = data, beside, "plik.rules.json"

    def read_bytes(self):
        return self.data

    def read_text(self, encoding):
        return self.data.decode(encoding)

    def exists(self):
        return self.data is not None

    def with_suffix(self, _):
        return Held(self.beside)


class TooLong(BaseException):
    """The time is up; no `except Exception` holds it."""


@contextlib.contextmanager
def at_most(seconds):
    """Stop what takes more of the processor than that; where signals cannot, only measure.

    Under coverage nothing is stopped, since its lock would stay closed, and more time is given.
    """
    began, traced = time.process_time(), sys.gettrace() is not None
    is_main = threading.current_thread() is threading.main_thread()
    can_stop = hasattr(signal, "SIGPROF") and is_main and not traced

    def stop(*_):
        raise TooLong

    if can_stop:
        before = signal.signal(signal.SIGPROF, stop)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if can_stop:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    if time.process_time() - began > seconds * (4 if traced else 1):
        raise TooLong


def no_options():
    """What `rule_for` gets where the command has no options."""
    parser = argparse.ArgumentParser()
    add_rule_options(parser)
    return parser.parse_args([])


NO_OPTIONS = no_options()


def check_sentence(text):
    assert len(re.findall(r"[a-ząćęłńóśźż]{2,}", text)) >= 3, f"no sentence: {text[:200]!r}"
    assert "object at 0x" not in text


def check_refusal(error, data):
    if isinstance(error, PabulibError):
        assert isinstance(error.line, int)
        assert 1 <= error.line <= data.count(b"\n") + 1, f"no line of the file: {error.line}"
        assert told(error).startswith(f"wiersz {error.line}: ")
        assert len(told(error)) <= 220
    check_sentence(told(error))


def check_count(file, named):
    """Everything that is made of a file that was read, and that it can be said in words and as JSON."""
    counted, outcome = recount(file, named)
    answer = json.loads(json.dumps(report(counted, outcome), allow_nan=False))
    assert answer["selected"] == list(outcome.funded)
    assert answer["verdicts"].keys() == file.costs().keys()
    assert set(outcome.funded) <= file.costs().keys()
    assert outcome.spent == sum(file.costs()[project] for project in outcome.funded)
    for verdict in outcome.verdicts.values():
        assert reason(verdict).endswith(".")
    assert all(steps(outcome))
    assert len(ranked(file, named, counted)) == len(file.projects)
    assert sum(anomalies(file).values()) <= len(file.votes)


def ends_in_time(path):
    """Whether the command, in a process of its own, counts the file before its time is up."""

    def limit():
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(LONGEST), int(LONGEST)))

    done = subprocess.run(
        [sys.executable, "-m", "wibo", "recount", str(path), "--json"],
        capture_output=True,
        timeout=120,
        check=False,
        preexec_fn=limit if os.name == "posix" else None,
    )
    return done.returncode == 0


def examined(data, rules=None):
    """How a file ends: "counted", "PabulibError" or "RuleError". Anything else is raised."""
    held = Held(data, rules)
    with at_most(LONGEST):
        try:
            file = read_election(held)
            named = rule_for(file, held, NO_OPTIONS)
        except (PabulibError, RuleError) as error:
            check_refusal(error, data)
            return type(error).__name__
        check_count(file, named)
    return "counted"


def refusal(data, rules=None):
    """The message that a file or its settings are refused with."""
    held = Held(data, rules)
    with pytest.raises((PabulibError, RuleError)) as caught:
        rule_for(read_election(held), held, NO_OPTIONS)
    return told(caught.value)


class Findings:
    """Ends by number, and for each kind of failure its smallest input."""

    def __init__(self):
        self.ends, self.times, self.found, self.slowest = Counter(), Counter(), {}, (0.0, "")

    def examine(self, what, data, rules=None):
        began = time.process_time()
        try:
            self.ends[examined(data, rules)] += 1
        except (Exception, TooLong) as error:
            self.ends["failure"] += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = "too long" if isinstance(error, TooLong) else f"{type(error).__name__} {error}"
            # One entry a kind and place, so that a message that repeats a cell does not make thousands.
            key = (kind.split(":")[0][:60], place.name if kind != "too long" else "")
            self.times[key] += 1
            size = len(data) + len(rules or b"")
            if key not in self.found or size < self.found[key][0]:
                self.found[key] = (size, what, kind[:200], f"{place.filename}:{place.lineno}", data, rules)
        self.slowest = max(self.slowest, (time.process_time() - began, what))

    def told(self):
        """Counts in one line, and a line a failure with where its input was put."""
        lines = [
            f"{sum(self.ends.values())} mutations: {dict(self.ends)}, "
            f"the slowest {self.slowest[0]:.1f} s {self.slowest[1]}"
        ]
        for key, (size, what, kind, place, data, rules) in self.found.items():
            lines.append(
                f"{self.times[key]} times {kind} at {place}: {what}, {size} bytes, "
                f"{data[:400]!r} {(rules or b'')[:200]!r}"
            )
        return "\n".join(lines)


def rules_for_one(random, add1=0.1):
    """Settings beside a file: none, good ones or broken ones."""
    chance = random.random()
    if chance < 0.35:
        return None
    settings = random.choice(ADD1) if random.random() < add1 else random.choice(NAMED)
    if chance < 0.5:
        return mutate_rules(settings, random)
    if chance < 0.6:
        settings = {
            **settings,
            **{key: random.choice(SETTINGS[key]) for key in random.sample(list(SETTINGS), 3)},
        }
    return json.dumps(settings).encode()


@pytest.mark.parametrize("vote_type", VOTE_TYPES)
@pytest.mark.parametrize("rule", RULES)
def test_the_invented_files_themselves_are_good(vote_type, rule):
    assert examined(invented(vote_type, rule).encode()) in ("counted", "RuleError")
    shares = vote_type in VOTE_TYPES[:2]
    named = NAMED[-2] if shares else NAMED[1]
    assert examined(invented(vote_type, rule).encode(), json.dumps(named).encode()) == "counted"


@pytest.mark.parametrize("vote_type", VOTE_TYPES)
def test_no_broken_file_leads_to_a_traceback(vote_type):
    random, findings = Random(f"wibo {vote_type}"), Findings()
    texts = [invented(vote_type, rule) for rule in RULES]
    for at in range(1000):
        findings.examine(f"mutation {at}", mutate(texts[at % len(texts)], random), rules_for_one(random, 0.3))
    assert not findings.found, findings.told()
    assert min(findings.ends[end] for end in ("counted", "PabulibError", "RuleError")) > 20


def test_no_broken_settings_lead_to_a_traceback():
    random, findings = Random(11), Findings()
    files = [
        invented(vote_type, "greedy").encode()
        for vote_type in ("approval", "approval", "cumulative", "ordinal")
    ]
    for at in range(1000):
        settings = random.choice((*NAMED, *ADD1))
        findings.examine(f"settings {at}", random.choice(files), mutate_rules(settings, random))
    assert not findings.found, findings.told()


def run(path, *options):
    """The command's code, and what it wrote to both streams."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = command.run([str(path), *options])
        except SystemExit as end:
            # argparse ends so at options that it does not take.
            code = end.code
    return code, out.getvalue(), err.getvalue()


def check_run(path, *options):
    code, out, err = run(path, *options)
    assert code in (0, 2)
    out.encode("utf-8")
    if code == 2:
        assert out == ""
        assert err.startswith((f"{path}: ", "usage: "))
        return
    assert err == ""
    if "--json" in options:
        assert json.loads(out)["total_ballots"] >= 0
    else:
        assert "Przebieg" in out


def test_the_command_ends_with_0_or_2(tmp_path):
    random = Random(7)
    path, beside = tmp_path / "plik.pb", tmp_path / "plik.rules.json"
    for at in range(250):
        path.write_bytes(mutate(invented(VOTE_TYPES[at % 5], RULES[at % 8]), random))
        beside.unlink(missing_ok=True)
        if rules := rules_for_one(random):
            beside.write_bytes(rules)
        options = random.choice(OPTIONS)
        check_run(path, *options)
        check_run(path, "--json", *options)


def test_the_command_refuses_what_is_no_file(tmp_path):
    (tmp_path / "kat.pb").mkdir()
    (tmp_path / "a.pb").write_text(invented("approval", "greedy"))
    (tmp_path / "a.rules.json").mkdir()
    (tmp_path / "pusty.pb").write_bytes(b"")
    for name in ("kat.pb", "a.pb", "pusty.pb", "nie-ma.pb", "n" * 300 + ".pb", "."):
        assert run(tmp_path / name)[0] == 2


# What was found by reasoning or by the long form, each with its smallest input.

SMALL = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
1;10;Park
2;10;Lampy
VOTES
voter_id;vote
a;1,2
"""


def election(costs, votes, budget, rule="greedy"):
    """SMALL with other projects, votes and money."""
    rows = "".join(f"{project};{cost};\n" for project, cost in costs.items())
    text = SMALL.replace("1;10;Park\n2;10;Lampy\n", rows).replace("budget;100", f"budget;{budget}")
    text = text.replace("rule;greedy", f"rule;{rule}")
    return text.replace("a;1,2\n", "".join(f"{at};{vote}\n" for at, vote in enumerate(votes))).encode()


@pytest.mark.parametrize("digits", [4300, 4301, 50_000])
def test_a_number_of_a_project_with_thousands_of_digits_is_counted_or_refused(digits):
    text = SMALL.replace("2;10", "2" * digits + ";10").replace("1,2", "1")
    assert examined(text.encode()) in ("counted", "PabulibError")


@pytest.mark.parametrize("objects", [False, True])
@pytest.mark.parametrize("key", ["order_by", "on_misfit", "places", "repeats", "threshold", "lot", "rule"])
def test_settings_nested_however_deep_are_refused(key, objects):
    """Where the reader of JSON just takes them, they can be too deep to be shown."""

    def settings(depth):
        return f'{{"{key}":{nested(depth, objects=objects)}}}'.encode()

    def is_taken(depth):
        try:
            json.loads(settings(depth))
        except RecursionError:
            return False
        return True

    deepest = bisect.bisect_left(range(100_000), True, key=lambda depth: not is_taken(depth)) - 1
    for depth in range(deepest - 40, deepest + 3):
        assert examined(SMALL.encode(), settings(depth)) == "RuleError", depth


def chain(projects):
    """Bought one after another, each by a voter who has paid for the one before; two equal offers at last."""
    costs = {f"p{at}": 600 * (projects - at + 5) for at in range(1, projects + 1)} | {"x": 1100, "y": 1100}
    votes = ["x", "y"]
    for at in range(1, projects + 1):
        following = f"p{at + 1}" if at < projects else "x,y"
        votes += [f"p{at},{following}"] + [f"p{at}"] * (projects - at + (4 if at == 1 else 3))
    return election(costs, votes, 1000 * len(votes), "equalshares")


@pytest.mark.as_written
def test_exact_money_of_a_long_chain_of_purchases_is_worked_out():
    assert examined(chain(340)) == "counted"


@pytest.mark.as_written
def test_many_equal_results_take_no_endless_time(tmp_path):
    """924 ways through the first group of equals; each leads to a search of the second, cut only late."""
    first, second = [f"a{at}" for at in range(12)], [f"b{at}" for at in range(30)]
    costs = dict.fromkeys(first, 100) | dict.fromkeys(second, 1)
    votes = [",".join(first), ",".join([*first, *second])]
    path = tmp_path / "plik.pb"
    path.write_bytes(election(costs, votes, 629))
    assert ends_in_time(path)


@pytest.mark.as_written
@pytest.mark.parametrize("pool", [10**7, 10**9, 4 * 10**11])
def test_shares_of_few_voters_in_a_large_pool_are_raised_in_time(tmp_path, pool):
    """A voter who has nothing left gains nothing for long, while a cheap project seems in reach."""
    quarter = pool // 4
    costs = {"0": quarter, "3": quarter + 9, "4": pool // 200, "5": quarter - 9, "9": 1}
    votes = ["5", "9", "0,5,9", "0,4,9", "0", "5", "5,4", "0,3", "4"]
    path = tmp_path / "plik.pb"
    path.write_bytes(election(costs, votes, pool * 42 // 40, "equalshares/add1"))
    assert ends_in_time(path)


@pytest.mark.as_written
def test_what_gains_nothing_from_a_raise_is_not_waited_for(tmp_path):
    """A project of 1 zł lacks less than floats lose of milliards; its supporters spend each raise on dearer ones."""
    costs = (
        "0.01 10000 1 10 100000000007 0 0 0.01 1000 103 100 1000000 100000000009 1000 0 100000000 10000000"
        " 71605459007 1 510602"
    ).split()
    votes = [
        "18,12,5,1,7,9,8,3,16,2,15,17",
        "7,0,3,6",
        "1,16,19,14,9,6,4,11,13,8,7,2",
        "17,11,10,0",
        "9",
        "3,12,16,15,13,14,8,17",
        "9,14",
        "6,5,10,16,7,18,1,19,17,2,12",
        "11,6,4,13,17,8,2",
        "19,6,10",
    ]
    path = tmp_path / "plik.pb"
    path.write_bytes(
        election({str(at): cost for at, cost in enumerate(costs)}, votes, 100000000005, "equalshares/add1")
    )
    assert ends_in_time(path)


def absurd(random):
    """An election with costs and money from a grosz to the largest amount, for shares that are raised."""
    projects, voters = random.choice((5, 10, 20, 30)), random.choice((10, 50, 150))

    def amount():
        kinds = (
            0,
            1,
            "0.01",
            10 ** random.randint(0, 11),
            random.randint(1, 10**12 - 1),
            10**11 + random.randint(0, 9),
        )
        return random.choice((*kinds, int(10 ** (random.random() * 12))))

    costs = {str(at): amount() for at in range(projects)}
    most = min(projects, random.choice((1, 3, 6, 12)))
    votes = [",".join(random.sample(list(costs), random.randint(1, most))) for _ in range(voters)]
    named = {
        "rule": "equal-shares",
        "completion": "add1",
        "add1_stop": random.choice(("overflow", "exhaustive")),
        "utility": random.choice(("cost", "cardinality")),
    }
    return election(costs, votes, amount()), json.dumps(named).encode()


@pytest.mark.as_written
def test_a_price_that_falls_as_poorer_supporters_gain_is_followed():
    """Else every złoty of four milliards is a run: a project comes near all the while and never into play."""
    random = Random(100_000)
    drawn = [absurd(random) for _ in range(76)]
    assert examined(*drawn[-1]) == "counted"


@UNTRACED
@pytest.mark.long
def test_absurd_amounts_are_raised_in_time():
    random, findings = Random(100_000), Findings()
    for at in range(200):
        findings.examine(f"absurd {at}", *absurd(random))
    print(f"\n{findings.told()}")
    assert not findings.found, findings.told()


@pytest.mark.as_written
def test_cells_over_many_lines_are_read_in_time_by_their_length():
    """Long lines after a quotation mark are looked through once, not once for each line."""
    text = SMALL.replace("budget;100\n", 'budget;100\nopis;"' + ("y" * 4_000 + "\n") * 99 + '"\n')
    began = time.process_time()
    assert examined(text.encode()) in ("counted", "PabulibError")
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("budget;100\n", 'budget;"100"\r500\n'),
        ("budget;100\n", 'budget;"100"\rmax_length;1\n'),
        ("1;10;Park\n", '1;10;"Park"\r3;10;Most\n'),
        ("a;1,2\n", 'a;"1,2"\rb;1\n'),
    ],
)
def test_nothing_behind_a_lone_carriage_return_is_passed_over(old, new):
    """Another reader sees a row there: read it as well, or refuse the file."""
    text = SMALL.replace(old, new)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    if examined(text.encode()) == "counted":
        file = read(text)
        assert 8 + len(file.projects) + len(file.votes) + len(file.meta) - 3 == len(rows)


def test_a_zero_byte_is_refused_in_every_line_of_a_cell():
    """PostgreSQL takes none, so it must not come further than the reader."""
    assert "bajt zerowy" in refusal(SMALL.replace("Park", '"Park\n\0"').encode())


@pytest.mark.parametrize("cell", ["\x1b[2J\x1b[31m", "a\rb", "\u202eabc", "a\u2028b", '"a\nb"'])
def test_a_refusal_is_one_line_that_a_terminal_can_show(cell):
    """What a message repeats of a file is not taken for a command of the terminal or for another line."""
    whole, shown = SMALL.replace("rule;", "min_length;1\nrule;"), []
    for key in ("vote_type;", "budget;", "rule;", "min_length;", "a;", "1;"):
        text = re.sub(f"^{key}[^;\n]*", lambda found, key=key: key + cell, whole, flags=re.MULTILINE)
        shown.append(refusal(text.encode()))
    assert [message for message in shown if not message.isprintable()] == []


@pytest.mark.parametrize(
    "named",
    [
        {"x" * 100_000: 1},
        {"rule": "x" * 100_000},
        {"order_by": "x" * 100_000},
        {"order_by": ["votes"] * 10_000},
        {"rule": "equal-shares", "then": "x" * 100_000},
        {"on_misfit": "a\x1b[2Jb"},
        {"threshold": "a\nb"},
        {"a\nb": 1},
    ],
)
def test_a_refusal_of_settings_is_short_and_one_line(named):
    message = refusal(SMALL.encode(), json.dumps(named).encode())
    assert len(message) < 400
    assert message.isprintable()


def test_a_rule_of_100_000_signs_is_not_repeated_whole():
    assert len(refusal(SMALL.replace("rule;greedy", "rule;" + "x" * 100_000).encode())) < 400


# What the public reader takes we take, with the same cells.


def names_of(rows):
    """The names in rows as the public reader gives them, when it finds the file whole: else None."""
    rows = [row for row in rows if row]
    begin, end = rows.index(["PROJECTS"]), rows.index(["VOTES"])
    projects = rows[begin + 2 : end]
    whole = all(len(row) == 4 for row in projects) and len(projects) == 2 and len(rows) == 12
    return [cell.strip() for row in projects for cell in row[2:]] if whole else None


def compared(name, category="c"):
    """Whether the public reader takes cells so written; ours has given the same ones then."""
    text = SMALL.replace("project_id;cost;name", "project_id;cost;name;category")
    text = text.replace("1;10;Park", f"1;10;{name};{category}").replace("2;10;Lampy", "2;10;Lampy;x")
    try:
        theirs = names_of(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except (csv.Error, ValueError):
        return False
    if theirs is None:
        return False
    ours = [cell for project in read(text).projects for cell in (project.name, project.category)]
    assert ours == theirs, repr(name)
    return True


@pytest.mark.parametrize(
    "name",
    [
        '"Park" i las',
        '"Park"i"las"',
        '"Park";"las"',
        'Park "Zielony"',
        'Park ""Zielony""',
        '"Park ""Zielony"""',
        '"""Park"""',
        '""',
        '""Park""',
        '"" Park',
        '"Park; las" x',
        '"Park\nlas"',
        '"Park\nlas" x\n',
        ' "Park"',
        '"Park" ',
        'a"',
        '5" rura',
        "'a'",
        '"a\\"',
        '"a\rb"',
        '"a\u2028b"',
        "a\u2028b",
        '"\x0c"',
    ],
)
def test_cells_in_quotation_marks_are_as_the_public_reader_has_them(name):
    compared(name)


def test_every_short_cell_is_as_the_public_reader_has_it():
    taken = sum(
        compared("".join(signs)) for length in range(1, 7) for signs in product('"; a', repeat=length)
    )
    assert taken > 1000


def test_cells_of_many_signs_are_as_the_public_reader_has_them():
    random = Random(3)
    taken = 0
    for _ in range(3000):
        cells = [
            random.choice(("", '"')) + "".join(random.choices('"";,aab ą\n0', k=random.randint(1, 12)))
            for _ in range(2)
        ]
        taken += compared(*cells)
    assert taken > 300


if FOLDER:

    def real_files():
        """Each file with how many mutations of it are made: more of a small one, since it takes less time."""
        files = [path for path in sorted(Path(FOLDER).glob("*.pb")) if path.stat().st_size <= REAL_BYTES]
        weights = [1 / path.stat().st_size for path in files]
        return Counter(Random(1).choices(files, weights, k=REAL_MUTATIONS)).items()

    @UNTRACED
    @pytest.mark.elections
    @pytest.mark.long
    def test_no_broken_real_election_leads_to_a_traceback():
        findings, began = Findings(), time.monotonic()
        files = real_files()
        for path, times in files:
            random, text = Random(path.name), path.read_bytes().decode()
            for at in range(times):
                findings.examine(f"{path.name} {at}", mutate(text, random), rules_for_one(random, 0.05))
        print(f"\n{len(files)} files, {time.monotonic() - began:.0f} s, {findings.told()}")
        assert not findings.found, findings.told()
