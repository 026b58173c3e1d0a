"""Write docs/moves.md from the table of moves, or say with `--check` that it is stale."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "moves.md"
HEAD = """# Moves of a proposal

Made by `tools/moves.py` from `wibo/proposals/lifecycle.MOVES`; a house test finds it stale. An arrow says who may move it and
while what is open; the entry in the journal is the event of the move.

"""


def drawn() -> str:
    """The diagram and the table below it."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wibo.config.settings")
    import django

    django.setup()
    from wibo.proposals.lifecycle import MOVES

    arrows = [
        f"    {move.source.name} --> {move.target.name}: {move.permission.value} ({move.feature.value})"
        for move in MOVES
    ]
    names = sorted({status for move in MOVES for status in (move.source, move.target)})
    states = [f'    state "{status.label}" as {status.name}' for status in names]
    rows = [
        f"| {move.source.label} | {move.target.label} | `{move.permission.value}` | `{move.feature.value}` "
        f"| `{move.event.__name__}` |"
        for move in MOVES
    ]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *states, *arrows, "```"])
    table = "\n".join(["| from | to | who may | while | event |", "|---|---|---|---|---|", *rows])
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
