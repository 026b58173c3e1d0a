"""Format the templates, or say which are not: `tools/templates.py [--check]`.

djangofmt and djlint were tried on all of them: djangofmt leaves a tenth of the long lines (48 of 5,060 against 507 of
2,215), keeps inline text together and takes a tenth of a second instead of six.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATTER = ROOT / ".venv" / "bin" / "djangofmt"
# Block tags of our own, whose insides are indented like those of an element.
BLOCKS = "alert,panel,scroll"
SETTINGS = ("--indent-width", "2", "--line-length", "110", "--custom-blocks", BLOCKS)


def templates() -> list[Path]:
    """All templates of pages."""
    return sorted((ROOT / "wibo").rglob("templates/**/*.html"))


def formatted(text: str, work: Path) -> str:
    """The text as the formatter writes it."""
    file = work / "page.html"
    file.write_text(text, "utf-8")
    subprocess.run([FORMATTER, *SETTINGS, str(file)], capture_output=True, check=False)
    return file.read_text("utf-8")


def main() -> int:
    """Format in place, or with `--check` name what is not formatted and return 1."""
    odd = []
    with tempfile.TemporaryDirectory() as work:
        for path in templates():
            text = path.read_text("utf-8")
            better = formatted(text, Path(work))
            if better != text:
                odd.append(path.relative_to(ROOT))
                if "--check" not in sys.argv:
                    path.write_text(better, "utf-8")
    if "--check" in sys.argv and odd:
        print("Not formatted, run make fix:", *odd, sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
