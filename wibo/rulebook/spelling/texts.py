"""Texts of residents as they are kept: one spelling of each sign, nothing that turns or hides what a page shows."""

import unicodedata

# Letters that the fonts of ballot papers hold; others would be printed as empty boxes.
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "MICRO", "FEMININE", "MASCULINE")
_KEPT_CONTROLS = "\n\r\t"


def tidy(text: str) -> str:
    """The text in composed signs (NFC), without controls: those of direction would turn a printed line around."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        sign
        for sign in composed
        if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in ("Cc", "Cf") or sign == "\u00ad"
    )


def lines_of(text: str) -> list[str]:
    """The lines of a list that somebody wrote, one thing a line, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def unprintable(text: str) -> str:
    """The signs of a text that a ballot paper cannot show (pictures, letters of far alphabets), each once."""
    return "".join(dict.fromkeys(sign for sign in text if not _prints(sign)))


def _prints(sign: str) -> bool:
    if ord(sign) < 0x100:
        return True
    category = unicodedata.category(sign)
    if category.startswith("L"):
        return unicodedata.name(sign, "").startswith(_SCRIPTS)
    return category not in ("So", "Co", "Cn", "Cs") or sign == "№"
