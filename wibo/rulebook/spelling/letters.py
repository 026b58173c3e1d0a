"""Letters of any language of Europe as plain small ones: what names and addresses are compared by."""

import unicodedata

# What no decomposition takes the stroke off.
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


def plain_letters(text: str) -> str:
    """The text in small letters without marks: `Żak-Łąska 2` is `zak-laska 2`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
