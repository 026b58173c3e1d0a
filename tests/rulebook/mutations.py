"""Broken .pb and .rules.json files, made of good ones: cells, lines, bytes changed by a seed."""

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

LONG = 100_000
# Most lines of a file are votes; half of the changes go to this many lines from its beginning.
_HEAD = 40

ODD_CELLS = (
    "",
    " ",
    "0",
    "-0",
    "-1",
    "+5",
    "00",
    "007",
    "1.5",
    "1,5",
    ".5",
    "5.",
    "1.000000",
    "0.0000001",
    "0.001",
    "1e5",
    "1E400",
    "1e-7",
    "-1e5",
    "NaN",
    "nan",
    "inf",
    "-Infinity",
    "None",
    "null",
    "true",
    "0x10",
    "1_000",
    "1 000",
    "1\u00a0000",
    "１２",
    "٣",
    "²",
    "½",
    "𝟙",
    "Ⅷ",
    "32767",
    "32768",
    "999999999999",
    "1000000000000",
    "9" * 13,
    "9" * 400,
    "9" * 4301,
    "1" * 6000,
    "x" * LONG,
    "9" * LONG,
    "ą" * LONG,
    "1," * 5000,
    "\0",
    "\ufeff",
    "\r",
    "\n",
    "\r\n",
    "a\rb",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1b[2J",
    "\u202e",
    "\u200b",
    "e\u0301",
    "\U0001f4a1",
    "ŚwG-10/2018",
    "nr 7",
    '"',
    '""',
    '"""',
    '"a"b',
    '"a";b',
    'a"b',
    '"a',
    'a"',
    '"a""b"',
    '" "',
    "'",
    '";"',
    "\\",
    ";",
    ";;",
    ",",
    ",,",
    "1,1",
    "1,2,3",
    "1;2",
    "META",
    "PROJECTS",
    "VOTES",
    "project_id",
    "voter_id",
    "=1+1",
    "<b>",
    "%s",
    "{0}",
    "\t",
    "approval",
    "choose-1",
    "cumulative",
    "scoring",
    "ordinal",
    "greedy",
    "greedy-custom",
    "greedy-threshold",
    "greedy-no-skip",
    "greedy-exclusive",
    "equalshares",
    "equalshares/add1",
    "equalshares/add1-comparison",
)
KEYS = (
    "budget",
    "vote_type",
    "rule",
    "num_projects",
    "num_votes",
    "min_length",
    "max_length",
    "max_sum_cost",
    "min_sum_points",
    "max_sum_points",
    "max_points",
    "default_score",
    "min_project_score_threshold",
    "description",
    "key",
    "",
    "unknown",
)
PLAUSIBLE = (
    "0",
    "1",
    "2",
    "3",
    "5",
    "10",
    "100",
    "1000",
    "0.01",
    "99.99",
    "250000",
    "32767",
    "999999999999",
    "5.0",
    "approval",
    "choose-1",
    "cumulative",
    "scoring",
    "ordinal",
    "greedy",
    "greedy-threshold",
    "greedy-no-skip",
    "greedy-exclusive",
    "equalshares",
    "equalshares/add1-comparison",
)
ENCODINGS = ("cp1250", "iso8859-2", "latin-1", "utf-16", "utf-16-le", "utf-32", "utf-7", "utf-8-sig", "cp037")
ODD_BYTES = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf5\x80\x80\x80",
    b"\xb3",
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\n\n",
    b'"',
    b";",
    b"\xe2\x80\xa8",
    b"\xc2\x85",
    b"\x1a",
)

Lines = list[str]


def mutate(text: str, random: Random) -> bytes:
    """A broken or merely odd .pb file made of a good one."""
    lines = text.split("\n")
    if random.random() < 0.85:
        # Without the counts a file stays good when lines come or go.
        lines = [line for line in lines if not line.startswith(("num_votes;", "num_projects;"))]
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5))):
        random.choices(_OF_LINES, _LINE_WEIGHTS)[0](lines, random)
    if random.random() < 0.12:
        lines = random.choice(_OF_ALL)("\n".join(lines)).split("\n")
    return _bytes("\n".join(lines), random)


def mutate_rules(settings: dict[str, Any], random: Random) -> bytes:
    """A broken or merely odd .rules.json file made of good settings."""
    changed: Any = dict(settings)
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        key = random.choice((*changed, *SETTINGS, *ODD_KEYS))
        if random.random() < 0.15:
            changed.pop(key, None)
        else:
            changed[key] = random.choice((*ODD_VALUES, *SETTINGS.get(key, ())))
    text = json.dumps(changed, ensure_ascii=random.random() < 0.5)
    if random.random() < 0.25:
        text = random.choice(_OF_JSON)(text, random)
    data = text.encode("utf-8", "surrogatepass")
    return _broken(data, random) if random.random() < 0.1 else data


SETTINGS: dict[str, tuple[Any, ...]] = {
    "rule": ("greedy", "equal-shares"),
    "order_by": ("votes", "points", "borda"),
    "on_misfit": ("skip", "stop", "stop-then-80"),
    "threshold": (0, 1, 2, "3", 10**9),
    "threshold_bp": (0, 1, 150, 10_000),
    "cost_share": (1, 3, 10**9),
    "last_percent": (1, 80, 100),
    "most": (1, 2, 10**9),
    "places": ("longest", "own"),
    "repeats": ("first", "sum", "invalid"),
    "allows_unvoted": (True, False),
    "exclude": ([], ["1"], ["1", "1", "2"], ["1", "2", "3", "4", "5", "6"], ["x"]),
    "lot": ([], ["3", "1"], ["1", "1"], ["x", "2"]),
    "collisions": ([], [["1", "2"]], [["1", "1"]], [[]], [["1", "2", "3"], ["3", "4"], ["x", "1"]]),
    "utility": ("cost", "cardinality"),
    "completion": ("none", "add1"),
    "add1_stop": ("exhaustive", "overflow"),
    "then": ("nothing", "greedy"),
    "comparison": (True, False),
    "prefilter": (1, 3, 10**9),
    "tie_order": ("cheaper,votes", "votes,cheaper"),
}
ODD_KEYS = ("", "Rule", "rule ", "unknown", "\ud800", "\0", "then_greedy", "k" * LONG)
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    10**9 + 1,
    10**400,
    1.0,
    1.5,
    -0.0,
    1e300,
    float("nan"),
    float("inf"),
    "",
    " ",
    "1",
    " 1 ",
    "１",
    "-1",
    "1e3",
    "9" * 5000,
    "x" * LONG,
    "\0",
    "\ud800",
    "\x1b[2J",
    "a\nb",
    [],
    [[]],
    [1],
    [None],
    ["1"],
    ["1", 2],
    [["1"], "2"],
    [["1"], ["2", 3]],
    ["\ud800"],
    {},
    {"a": 1},
    {"1": ["2"]},
)


def nested(depth: int, inside: str = "1", *, objects: bool = False) -> str:
    """JSON as deep as asked."""
    return '{"a":' * depth + inside + "}" * depth if objects else "[" * depth + inside + "]" * depth


def _any_line(lines: Lines, random: Random) -> int:
    last = len(lines) - 1
    return random.randint(0, min(last, _HEAD) if random.random() < 0.5 else last)


def _drop(lines: Lines, random: Random) -> None:
    if len(lines) > 1:
        del lines[_any_line(lines, random)]


def _drop_many(lines: Lines, random: Random) -> None:
    at = _any_line(lines, random)
    del lines[at : at + random.randint(1, min(30, 1 + len(lines) // 5))]
    lines or lines.append("")


def _double(lines: Lines, random: Random) -> None:
    lines.insert(_any_line(lines, random), lines[_any_line(lines, random)])


def _swap(lines: Lines, random: Random) -> None:
    one, other = _any_line(lines, random), _any_line(lines, random)
    lines[one], lines[other] = lines[other], lines[one]


def _cut_line(lines: Lines, random: Random) -> None:
    at = _any_line(lines, random)
    lines[at] = lines[at][: random.randint(0, len(lines[at]))]


def _insert_line(lines: Lines, random: Random) -> None:
    lines.insert(_any_line(lines, random), random.choice(("", ";", ";;;", " ", *ODD_CELLS)))


def _join(lines: Lines, random: Random) -> None:
    at = _any_line(lines, random)
    lines[at : at + 2] = ["".join(lines[at : at + 2])]


def _cells(change: Callable[[Lines, Random], None]) -> Callable[[Lines, Random], None]:
    def changed(lines: Lines, random: Random) -> None:
        at = _any_line(lines, random)
        cells = lines[at].split(";")
        change(cells, random)
        lines[at] = ";".join(cells)

    return changed


def _odd_cell(cells: Lines, random: Random) -> None:
    cells[random.randrange(len(cells))] = random.choice(ODD_CELLS)


def _odd_value(cells: Lines, random: Random) -> None:
    cells[-1 if len(cells) < 3 else random.randrange(len(cells))] = random.choice(PLAUSIBLE)


def _drop_cell(cells: Lines, random: Random) -> None:
    del cells[random.randrange(len(cells))]


def _double_cell(cells: Lines, random: Random) -> None:
    cells.insert(random.randrange(len(cells)), random.choice(cells))


def _swap_cells(cells: Lines, random: Random) -> None:
    random.shuffle(cells)


def _quoted_cell(cells: Lines, random: Random) -> None:
    at = random.randrange(len(cells))
    cell = cells[at]
    cells[at] = random.choice(
        (f'"{cell}"', f'"{cell}', f'{cell}"', f'"{cell}" x', f'"{cell};{cell}"', f'x"{cell}"')
    )


def _odd_sign(cells: Lines, random: Random) -> None:
    at = random.randrange(len(cells))
    cut = random.randint(0, len(cells[at]))
    cells[at] = cells[at][:cut] + random.choice(ODD_CELLS) + cells[at][cut:]


def _meta(lines: Lines, random: Random) -> None:
    """A key of META with an odd or a plausible value, in place of its own line or beside it."""
    key = random.choice(KEYS)
    line = f"{key};{random.choice(random.choice((ODD_CELLS, PLAUSIBLE)))}"
    found = [at for at, one in enumerate(lines[:_HEAD]) if one.startswith(f"{key};")]
    if found and random.random() < 0.8:
        lines[found[0]] = line
    else:
        lines.insert(min(2, len(lines)), line)


def _same_costs(lines: Lines, random: Random) -> None:
    """One cost for all projects, so that the order matters; huge and none among them."""
    cost = random.choice(("0", "0.01", "1", "100", "999999999999", *PLAUSIBLE))
    for at in _section(lines, "PROJECTS", "VOTES"):
        cells = lines[at].split(";")
        if len(cells) > 1:
            lines[at] = ";".join((cells[0], cost, *cells[2:]))


def _other_costs(lines: Lines, random: Random) -> None:
    for at in _section(lines, "PROJECTS", "VOTES"):
        cells = lines[at].split(";")
        if len(cells) > 1 and random.random() < 0.5:
            cells[1] = str(random.choice((0, 1, 10 ** random.randint(0, 11), random.randint(1, 10**12 - 1))))
            lines[at] = ";".join(cells)


def _renamed(lines: Lines, random: Random) -> None:
    """Another number for a project wherever it stands, so that the file stays good with odd numbers."""
    projects = _section(lines, "PROJECTS", "VOTES")
    if not projects:
        return
    before, after = lines[random.choice(projects)].split(";")[0], random.choice(ODD_CELLS)
    if not before or set(after) & set(';,"\n'):
        return
    mark = re.compile(rf"(?<![^;,]){re.escape(before)}(?![^;,])")
    for at in (*projects, *_section(lines, "VOTES", "")):
        lines[at] = mark.sub(lambda _: after, lines[at])


def _few_votes(lines: Lines, random: Random) -> None:
    votes = _section(lines, "VOTES", "")
    if votes:
        kept = random.choice((0, 1, 2, 3, 8))
        lines[votes[0] :] = random.sample(lines[votes[0] :], min(kept, len(votes)))


def _section(lines: Lines, name: str, following: str) -> range:
    """Where the rows of a part are, without its header."""
    if name not in lines:
        return range(0)
    begin = lines.index(name) + 2
    return range(begin, lines.index(following) if following in lines[begin:] else len(lines))


_OF_LINES: Sequence[Callable[[Lines, Random], None]] = (
    _drop,
    _drop_many,
    _double,
    _swap,
    _cut_line,
    _insert_line,
    _join,
    _cells(_odd_cell),
    _cells(_odd_value),
    _cells(_drop_cell),
    _cells(_double_cell),
    _cells(_swap_cells),
    _cells(_quoted_cell),
    _cells(_odd_sign),
    _meta,
    _same_costs,
    _other_costs,
    _few_votes,
    _renamed,
)
_LINE_WEIGHTS = (4, 2, 3, 3, 2, 2, 1, 12, 8, 3, 2, 3, 8, 5, 14, 4, 4, 4, 6)

_OF_ALL: Sequence[Callable[[str], str]] = (
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: text.replace("\n", "\u2028"),
    lambda text: text.replace("\n", "\n\n"),
    lambda text: text.replace("\n", "\n\r"),
    lambda text: text.replace("\n", " \n "),
    lambda text: text.replace(";", ","),
    lambda text: text.replace(";", "\t"),
    lambda text: text.replace(";", " ; "),
    lambda text: "\n".join('"' + line.replace(";", '";"') + '"' for line in text.split("\n")),
    lambda text: "\ufeff" + text,
    lambda text: "\ufeff\ufeff" + text,
    str.upper,
    str.lower,
    str.lstrip,
    lambda text: text + "\n" + text,
    lambda text: text[::-1],
)


def _bytes(text: str, random: Random) -> bytes:
    if random.random() < 0.04:
        return text.encode(random.choice(ENCODINGS), "replace")
    data = text.encode("utf-8", "surrogatepass")
    return _broken(data, random) if random.random() < 0.12 else data


def _broken(data: bytes, random: Random) -> bytes:
    """Bytes changed, put in, cut out or cut off."""
    at = random.randint(0, len(data))
    how = random.randrange(5)
    if how == 0:
        return data[:at]
    if how == 1:
        return data[:at] + data[at + random.randint(1, 20) :]
    if how == 2:
        return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
    if how == 3:
        return data[:at] + random.choice(ODD_BYTES) + data[at:]
    return data[:at] + random.randbytes(random.randint(1, 12)) + data[at:]


def _deep(text: str, random: Random) -> str:
    """One setting, or the whole, nested to where readers give up."""
    deep = nested(random.choice((2, 50, 900, random.randint(940, 1000), 5000)), objects=random.random() < 0.5)
    if random.random() < 0.3:
        return deep
    # As the last one it wins over a setting of the same name.
    return f'{text.rstrip("}")}{"" if text == "{}" else ","}"{random.choice(tuple(SETTINGS))}":{deep}}}'


_OF_JSON: Sequence[Callable[[str, Random], str]] = (
    _deep,
    _deep,
    _deep,
    lambda text, random: text[: random.randint(0, len(text))],
    lambda text, _: f"[{text}]",
    lambda text, _: f"\ufeff{text}",
    lambda text, _: f"{text}{text}",
    lambda text, _: text.replace('"', "'"),
    lambda text, _: text.replace(",", ",,"),
    lambda text, random: random.choice(
        ("", "null", "1", '"greedy"', "NaN", "[]", "{}", "-", "1" * 5000, '"\\ud800"')
    ),
    lambda text, random: (
        text[:-1] + ',"threshold":' + random.choice(("1" * 4301, "1e5", "-1", "1E400", "01")) + "}"
    ),
)
