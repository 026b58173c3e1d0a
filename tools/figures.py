"""Print the figures of the house: templates, suppressions, sizes, tests against code. `tools/figures.py [FOLDER]`."""

import ast
import re
import sys
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
SOURCES = [path for path in sorted((ROOT / "wibo").rglob("*.py")) if "migrations" not in path.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SKIPPED = r"#\s*fmt:\s*skip(?= *(?:\n|#))"
TEMPLATES = sorted((ROOT / "wibo").rglob("templates/**/*.html"))


def lines_of(paths: list[Path]) -> list[str]:
    """All lines, without blank ones."""
    return [line for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def spread(numbers: list[int]) -> str:
    """Median, nine of ten, largest."""
    return f"{median(numbers):.0f} / {quantiles(numbers, n=10)[-1]:.0f} / {max(numbers)}"


def functions() -> list[int]:
    """Lengths of all functions in lines."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def count(pattern: str, paths: list[Path]) -> int:
    """How often something stands in files."""
    return sum(len(re.findall(pattern, path.read_text("utf-8"))) for path in paths)


def main() -> int:
    """Print one figure a line."""
    pages = lines_of(TEMPLATES)
    long = [line for line in pages if len(line) > 120]
    code, tests = lines_of(SOURCES), lines_of(TESTS)
    everything = [
        *SOURCES,
        *TESTS,
        *sorted((ROOT / "tools").glob("*.py")),
        *sorted((ROOT / "bench").glob("*.py")),
    ]
    typst = [line for path in (ROOT / "wibo").rglob("*.typ") for line in path.read_text("utf-8").splitlines()]
    print(f"template lines over 120: {len(long)} of {len(pages)} ({len(long) / len(pages):.1%})")
    print(f"longest template line: {max(map(len, pages))}")
    print(f"Typst lines over 120: {sum(len(line) > 120 for line in typst)}")
    print(f"fmt: skip: {count(SKIPPED, everything)}")
    print(f"noqa and type: ignore: {count(r'# (?:noqa|type: ignore)', everything)}")
    print(f"files, lines (median / p90 / max): {spread([len(lines_of([path])) for path in SOURCES])}")
    print(f"functions, lines (median / p90 / max): {spread(functions())}")
    print(f"except Refused in views: {count('except Refused', [p for p in SOURCES if 'view' in str(p)])}")
    print(f"user or request of type Any: {count(r'(?:user|request): Any', SOURCES)}")
    print(f"lines of code: {len(code)}, of tests: {len(tests)}, tests to code: {len(tests) / len(code):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
