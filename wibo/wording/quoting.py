"""What a message repeats of somebody's file: short, in one line, and nothing that a terminal would obey."""

_LONGEST = 40


def quoted(value: object) -> str:
    """A value as a message shows it; of lists and the like only what they are."""
    if isinstance(value, list | tuple | dict):
        return "lista albo obiekt"
    text = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(value)[: _LONGEST + 1]
    )
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
