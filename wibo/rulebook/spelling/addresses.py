"""Words as a part of an address: what any browser, poster and telephone line carries."""

import re

from wibo.rulebook.spelling.letters import plain_letters


def address_part(words: str) -> str:
    """Small letters without diacritics, digits, and hyphens between them: `Szkolny (Łąka) 2028` is `szkolny-laka-2028`."""
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(words)).strip("-")
