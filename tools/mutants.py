"""Change the code one sign at a time and ask whether a test notices: `tools/mutants.py [PART …]`, all parts by default.

Prints for each part how many changes were noticed, and every one that was not and that `tests/mutants.txt` does not explain.
Fails where a part has fewer than nine of ten noticed, or a survivor without a reason.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from apart import environment

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "tests" / "mutants.txt"
LEAST = 0.9
NOTICING = "not long and not journey and not elections and not as_written"
SURROUNDINGS = {"WIBO_TESTING": "1", "DATABASE_URL": "", "HYPOTHESIS_PROFILE": "mutants"}
LEFT_OUT = {
    ".git",
    ".venv",
    ".venv-oracle",
    ".venv-schema",
    ".venv-mutants",
    ".venv-s3",
    "var",
    "__pycache__",
    "mutants",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are changed, and the tests that should notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


def _tests(folder: str, names: str) -> tuple[str, ...]:
    return tuple(f"tests/{folder}/test_{name}.py" for name in names.split())


# Those of the subject itself: the rest of the house notices no more and takes ten times as long.
_OF_AWARDS = (
    *_tests(
        "rulebook",
        "ballots equal_shares greedy meaning_of_awards oracle pabulib places_of_equals raising reasons_are_true result_rules thresholds",
    ),
    *_tests("wording", "award"),
)
_PURE = ("tests/rulebook", "tests/wording")
_OF_FILES = (
    *_tests("rulebook", "codes faults_of_files pabulib tables"),
    *_tests("wording", "files"),
)
_OF_CASTING = _tests("voting", "actions binding casting duplicates identity")
_OF_OPENING = _tests("voting", "actions linkage opening races")
_OF_COUNTING = _tests("results", "actions counting publishing ties")
PARTS = {
    "award": Part(("wibo/rulebook/award/*",), _OF_AWARDS),
    "voting": Part(("wibo/rulebook/voting/*", "wibo/rulebook/calendar/*"), _PURE),
    "people": Part(("wibo/rulebook/people/*", "wibo/rulebook/spelling/*"), _PURE),
    "files": Part(("wibo/rulebook/files/*",), _OF_FILES),
    "casting": Part(("wibo/voting/booth/casting.py",), _OF_CASTING),
    "opening": Part(("wibo/voting/urn/opening.py",), _OF_OPENING),
    "counting": Part(("wibo/results/actions/counting.py",), _OF_COUNTING),
}


def bare(code: str) -> str:
    """The code with what decorates a function put at its end: mutmut passes over functions that are decorated."""
    tree, lines, moved = ast.parse(code), code.splitlines(), []
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for owner, before in [(tree, ""), *((node, f"{node.name}.") for node in classes)]:
        for node in owner.body:
            if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1:
                by = ast.unparse(node.decorator_list[0])
                if by.isidentifier() and by not in ("classmethod", "staticmethod"):
                    lines[node.decorator_list[0].lineno - 1] = ""
                    moved.append(f"{before}{node.name} = {by}({before}{node.name})")
    return "\n".join([*lines, *moved, ""])


def prepared(part: Part, folder: Path) -> None:
    """A copy of the project whose settings name the part."""
    shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT & set(names), dirs_exist_ok=True)
    for file in (found for pattern in part.files for found in folder.glob(pattern) if found.is_file()):
        file.write_text(bare(file.read_text("utf-8")), "utf-8")
    settings = {
        "source_paths": ["wibo"],
        "only_mutate": list(part.files),
        "pytest_add_cli_args_test_selection": list(part.tests),
        # The database is migrated once, in the process that all others are forked from with it; and their folders stay
        # until the end, since one that cannot clear what another is clearing would fail as if it had noticed.
        "pytest_add_cli_args": [
            "-m",
            NOTICING,
            "-x",
            "--reuse-db",
            "-o",
            f"tmp_path_retention_count={10**6}",
        ],
        # What never ends is stopped after five times the time of all its tests.
        "timeout_multiplier": 5.0,
        "timeout_constant": 5.0,
        "also_copy": ["tests", "tools", "docs", "pyproject.toml"],
        "use_git_change_detection": False,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")


def mutmut(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program that changes code, in a copy of the project."""
    return subprocess.run(
        [str(environment("mutants") / "mutmut"), *arguments],
        cwd=folder,
        env={**os.environ, **SURROUNDINGS, "PYTEST_DEBUG_TEMPROOT": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def explained() -> set[str]:
    """Changes that may live, from lines `FUNCTION | CHANGED LINE | why`."""
    lines = EXPLAINED.read_text("utf-8").splitlines()
    return {line.rpartition(" | ")[0] for line in lines if line and not line.startswith("#")}


def change(mutant: str, show: str) -> str:
    """A mutant by what stays when other code changes: its function and the line as it was changed."""
    gone, come = (
        [line[1:].strip() for line in show.splitlines() if line.startswith(sign) and line[:3] != sign * 3]
        for sign in "-+"
    )
    told = come[0] if come and re.search(r"\w", come[0]) else f"without {gone[0]}" if gone else ""
    return f"{mutant.partition('__mutmut_')[0]} | {told}"


def noticed(name: str, part: Part) -> bool:
    """Run a part, say how it went, and whether enough was noticed and the rest explained."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "wibo"
        prepared(part, folder)
        ran = mutmut(folder, "run")
        mutmut(folder, "export-cicd-stats")
        told = folder / "mutants" / "mutmut-cicd-stats.json"
        stats = json.loads(told.read_text("utf-8")) if told.exists() else {}
        if not stats.get("killed"):
            print(f"{name}: did not run\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
            return False
        names = [
            line.split(":")[0].strip()
            for line in mutmut(folder, "results").stdout.splitlines()
            if line.endswith(("survived", "no tests"))
        ]
        alive = {change(one, mutmut(folder, "show", one).stdout) for one in names}
    killed, total = stats["killed"] + stats["timeout"], stats["total"] - stats["skipped"]
    unexplained = sorted(alive - explained())
    print(
        f"{name}: {killed} of {total} noticed ({killed / total:.1%}), {len(unexplained)} alive without a reason"
    )
    for one in unexplained:
        print(f"  {one}")
    return killed / total >= LEAST and not unexplained


def main() -> int:
    """0 when all parts that were asked for are good."""
    names = sys.argv[1:] or list(PARTS)
    good = [noticed(name, PARTS[name]) for name in names]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
