"""The picture of a page that is shared: its title, a number and a price in the town's colour, for whoever has no picture."""

import io
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from wibo.memory import lasting

FONTS = Path(__file__).parent / "fonts"
# What networks show of a link without cutting it (Open Graph).
_SIZE = (1200, 630)
_MARGIN = 80
_BAND = 24
_INK, _QUIET, _PAPER = "#1a1a1a", "#555555", "#fbfaf6"
_SIGNS_A_LINE, _MOST_LINES = 30, 4


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
    for line in _lines(title):
        pen.text((_MARGIN, top), line, font=_font("Lato_900Black.ttf", 66), fill=_INK)
        top += 78
    pen.text((_MARGIN, top + 20), below, font=_font("Lato_700Bold.ttf", 48), fill=_INK)
    pen.text((_MARGIN, _SIZE[1] - 90), town, font=_font("Lato_400Regular.ttf", 34), fill=_QUIET)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _lines(title: str) -> list[str]:
    """The title in lines that fit; what is too long ends with dots."""
    lines = textwrap.wrap(title, _SIGNS_A_LINE)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
