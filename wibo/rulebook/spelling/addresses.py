"""Words as a part of an address: what any browser, poster and telephone line carries."""

import re
import unicodedata

_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


def address_part(words: str) -> str:
    """Small letters without diacritics, digits, and hyphens between them: `Szkolny (Łąka) 2028` is `szkolny-laka-2028`."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().translate(_STROKES))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
