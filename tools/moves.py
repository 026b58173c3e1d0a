"""Write docs/moves.md from the table of moves, or say with `--check` that it is stale."""

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "moves.md"
HEAD = """# Moves of a proposal

Made by `tools/moves.py` from `wibo/proposals/moves.MOVES`; a house test finds it stale. An arrow says who may move it and
while what is open; `rule` is the edition's own rule, which moves right after an act or on its day. The entry in the journal
is the event of the move; the letter goes to its authors.

"""


def who(move: Any) -> str:
    """The permission of a move."""
    return str(move.permission.value) if move.permission else "rule"


def when(move: Any) -> str:
    """What must be open for a move."""
    return str(move.feature.value) if move.feature else "until the freeze"


def drawn() -> str:
    """The diagram and the table below it."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wibo.config.settings")
    import django

    django.setup()
    from wibo.proposals.moves import MOVES

    arrows = [f"    {move.source.name} --> {move.target.name}: {who(move)} ({when(move)})" for move in MOVES]
    names = sorted({status for move in MOVES for status in (move.source, move.target)})
    states = [f'    state "{status.label}" as {status.name}' for status in names]
    rows = [
        f"| {move.source.label} | {move.target.label} | `{who(move)}` | `{when(move)}` "
        f"| `{move.event.__name__}` | {f'`{move.letter}`' if move.letter else ''} |"
        for move in MOVES
    ]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *states, *arrows, "```"])
    table = "\n".join(
        ["| from | to | who may | while | event | letter |", "|---|---|---|---|---|---|", *rows]
    )
    return f"{HEAD}{diagram}\n\n{table}\n"


def main() -> int:
    """0, or 1 with `--check` when the file is stale."""
    made = drawn()
    if "--check" in sys.argv:
        return int(FILE.read_text("utf-8") != made)
    FILE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
