"""The picture of a page that is shared: its title, a number and a price in the town's colour, for whoever has no picture."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from wibo.memory import lasting

FONTS = Path(__file__).parent / "fonts"
# What networks show of a link without cutting it (Open Graph).
_SIZE = (1200, 630)
_MARGIN = 80
_BAND = 24
_INK, _QUIET, _PAPER = "#1a1a1a", "#555555", "#fbfaf6"
_MOST_LINES = 4
_WIDE = _SIZE[0] - 2 * _MARGIN


@lasting(4)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


def share_card(*, title: str, above: str, below: str, town: str, colour: str) -> bytes:
    """A PNG: `above` is a quiet line over the title, `below` a strong one under it."""
    picture = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, _BAND, _SIZE[1]), fill=colour)
    pen.text((_MARGIN, 70), above, font=_font("Lato_400Regular.ttf", 36), fill=_QUIET)
    top = 130
    strong = _font("Lato_900Black.ttf", 66)
    for line in _lines(title, strong):
        pen.text((_MARGIN, top), line, font=strong, fill=_INK)
        top += 78
    pen.text((_MARGIN, top + 20), below, font=_font("Lato_700Bold.ttf", 48), fill=_INK)
    pen.text((_MARGIN, _SIZE[1] - 90), town, font=_font("Lato_400Regular.ttf", 34), fill=_QUIET)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The title in lines that fit; what is too long ends with dots."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= _WIDE:
            lines[-1] = longer
        else:
            lines.append(_short(word, font))
    found = [line for line in lines if line]
    return found if len(found) <= _MOST_LINES else [*found[: _MOST_LINES - 1], f"{found[_MOST_LINES - 1]}…"]


def _short(word: str, font: ImageFont.FreeTypeFont) -> str:
    """A word that is wider than the picture, cut to it."""
    while font.getlength(word) > _WIDE:
        word = word[:-1]
    return word
