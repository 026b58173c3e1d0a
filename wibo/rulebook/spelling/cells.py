"""Texts in cells of flat files: what a spreadsheet would take for a formula goes out guarded and comes back bare."""

_ACTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """The text with a quote in front where a spreadsheet would take it for a formula, as spreadsheets themselves do."""
    return f"'{text}" if text.startswith(_ACTS) else text


def bare(cell: str) -> str:
    """What was written in a cell: without a guard, and without `="007"`, which keeps a spreadsheet from eating zeros."""
    plain = cell.strip()
    if plain.startswith('="') and plain.endswith('"') and len(plain) > 2:
        return plain[2:-1]
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(_ACTS) else plain
