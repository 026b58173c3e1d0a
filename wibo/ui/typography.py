"""Polish typography: a one-letter word never ends a line."""

import re

_SINGLE = re.compile(r"(?<!\S)([aiouwzAIOUWZ]) ")


def bound(text: str) -> str:
    """The text with hard spaces after one-letter words."""
    return _SINGLE.sub("\\1\N{NO-BREAK SPACE}", _SINGLE.sub("\\1\N{NO-BREAK SPACE}", text))
