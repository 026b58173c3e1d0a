"""The options that name an award rule, shared by `recount` and `import-election`."""

import argparse
import json
from pathlib import Path
from typing import Any

from wibo.rulebook.files.faults import PabulibError, PbFault, RuleError, RuleFault
from wibo.rulebook.files.pabulib import PbFile, read
from wibo.rulebook.files.rule_files import SETTINGS, NamedRule, derive

# A drawn order is no option: it stands in FILE.rules.json.
_NAMES = tuple(name for name in SETTINGS if name != "lot")


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def add_rule_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; what is not given comes from FILE.rules.json, then from META, then a default."""
    parser.add_argument("--rule", choices=("greedy", "equal-shares"), help="zasada (domyślnie z META)")
    _add_general(parser)
    _add_greedy(parser)
    _add_shares(parser)


def _add_general(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exclude", type=_ids, metavar="ID,ID", help="projekty skreślone przed ustaleniem")
    parser.add_argument(
        "--collision",
        type=_ids,
        action="append",
        dest="collisions",
        metavar="ID,ID",
        help="projekty, z których wygrać może jeden (można powtórzyć)",
    )
    parser.add_argument(
        "--repeats",
        choices=("first", "sum", "invalid"),
        help="projekt dwa razy na jednej karcie: liczy się raz, punkty się dodaje, lista jest nieważna "
        "(domyślnie first)",
    )
    parser.add_argument(
        "--allows-unvoted",
        action="store_true",
        default=None,
        help="może wygrać projekt, na który nikt nie zagłosował",
    )


def _add_greedy(parser: argparse.ArgumentParser) -> None:
    greedy = parser.add_argument_group("kolejność głosów (greedy)")
    greedy.add_argument(
        "--order-by",
        choices=("votes", "points", "borda"),
        help="według czego ustalać kolejność (domyślnie: approval i choose-1 votes, "
        "cumulative i scoring points, ordinal borda)",
    )
    greedy.add_argument(
        "--on-misfit",
        choices=("skip", "stop", "stop-then-80"),
        help="co z projektem, który się nie mieści (domyślnie skip; greedy-no-skip w META daje stop)",
    )
    greedy.add_argument("--threshold", type=int, metavar="N", help="próg, włącznie (domyślnie z META albo 0)")
    greedy.add_argument(
        "--threshold-bp", type=int, metavar="N", help="próg w setnych procenta kart w puli (150 to 1,5%%)"
    )
    greedy.add_argument("--cost-share", type=int, metavar="F", help="wymagaj głosy/karty ≥ koszt/(F·pula)")
    greedy.add_argument(
        "--last-percent", type=int, metavar="N", help="ile kosztu ma zostać na ostatni projekt (domyślnie 80)"
    )
    greedy.add_argument("--most", type=int, metavar="N", help="ile projektów najwyżej może wygrać")
    greedy.add_argument(
        "--places",
        choices=("longest", "own"),
        help="punkty za pierwsze miejsce: tyle, ile miejsc wolno wskazać, albo ile wskazano na tej karcie "
        "(domyślnie longest)",
    )


def _add_shares(parser: argparse.ArgumentParser) -> None:
    shares = parser.add_argument_group("metoda równych udziałów (equal-shares)")
    shares.add_argument("--utility", choices=("cost", "cardinality"), help="użyteczność (domyślnie cost)")
    shares.add_argument("--completion", choices=("none", "add1"), help="uzupełnienie (domyślnie none)")
    shares.add_argument(
        "--add1-stop", choices=("exhaustive", "overflow"), help="koniec add1 (domyślnie exhaustive)"
    )
    shares.add_argument("--then", choices=("nothing", "greedy"), help="co potem (domyślnie nothing)")
    shares.add_argument("--comparison", action="store_true", default=None, help="porównaj z greedy")
    shares.add_argument("--prefilter", type=int, metavar="F", help="wymagaj głosy/głosujący ≥ koszt/(F·pula)")
    shares.add_argument(
        "--tie-order",
        choices=("cheaper,votes", "votes,cheaper"),
        help="co rozstrzyga równe oferty (domyślnie cheaper,votes)",
    )


def read_election(path: Path) -> PbFile:
    """The file at the path. Raises PabulibError (also for a file that is not UTF-8) and OSError."""
    try:
        return read(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PabulibError(line, PbFault.NOT_UTF8) from error


def rule_for(file: PbFile, path: Path, options: argparse.Namespace) -> NamedRule:
    """The rule for a file: options, then FILE.rules.json beside it, then META. Raises RuleError."""
    beside = path.with_suffix(".rules.json")
    named = _beside(beside) if beside.exists() else {}
    given = {name: getattr(options, name) for name in _NAMES}
    if given["rule"] and given["rule"] != named.get("rule"):
        named = {}
    return derive(file.meta, file.rules, named | {k: v for k, v in given.items() if v is not None})


def _beside(path: Path) -> dict[str, Any]:
    """The settings in FILE.rules.json. Raises RuleError when they cannot be read."""
    try:
        named = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RuleError(RuleFault.NOT_JSON, file=path.name) from error
    if not isinstance(named, dict):
        raise RuleError(RuleFault.NO_OBJECT, file=path.name)
    return named
