"""Pictures of what people propose in invented towns: drawn, since no photograph of them can exist."""

import io
import random
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

_WIDTH, _HEIGHT, _GROUND = 640, 400, 270
_SKY, _MEADOW, _LEAF, _TRUNK = "#cfe6f2", "#8fb873", "#4f8a4c", "#7a5a3c"
_ROAD, _LINE, _WALL, _ROOF, _LAMP = "#8b8f94", "#f4f1e4", "#e8d9b8", "#b3543f", "#f6c945"

# What a category's pictures show, and how it is told to who cannot see it.
WORDS = {
    "Zieleń": "Rysunek: drzewa i ławka na trawniku.",
    "Sport i wypoczynek": "Rysunek: boisko z bramką i piłką, z boku drzewo.",
    "Drogi i bezpieczeństwo": "Rysunek: ulica z latarniami i pasami.",
    "Kultura i spotkania": "Rysunek: dom z czerwonym dachem, obok drzewo.",
}


def drawing(category: str, key: str) -> SimpleUploadedFile:
    """A picture of the category, a little different for every place."""
    chance = random.Random(zlib.crc32(key.encode()))
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _SKY)
    pen = ImageDraw.Draw(picture)
    sun = chance.randint(60, 560)
    pen.ellipse((sun, 40, sun + 60, 100), fill=_LAMP)
    pen.rectangle((0, _GROUND, _WIDTH, _HEIGHT), fill=_MEADOW)
    _SCENES[category](pen, chance)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return SimpleUploadedFile("rysunek.png", target.getvalue(), "image/png")


def _tree(pen: ImageDraw.ImageDraw, at: int, tall: int) -> None:
    pen.rectangle((at - 7, _GROUND - tall // 2, at + 7, _GROUND + 25), fill=_TRUNK)
    pen.ellipse((at - tall // 2, _GROUND - tall - 40, at + tall // 2, _GROUND - tall // 2 + 20), fill=_LEAF)


def _green(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for place in (90, 200, 430, 550):
        _tree(pen, place + chance.randint(-20, 20), chance.randint(90, 150))
    pen.rectangle((270, 300, 380, 312), fill=_TRUNK)
    for leg in (280, 362):
        pen.rectangle((leg, 312, leg + 8, 340), fill=_TRUNK)


def _sport(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _tree(pen, 80 + chance.randint(-20, 20), 130)
    pen.polygon(((180, 390), (260, 290), (560, 290), (630, 390)), fill=_LEAF, outline=_LINE, width=4)
    pen.line(((360, 290), (360, 220), (470, 220), (470, 290)), fill=_LINE, width=8)
    ball = chance.randint(300, 500)
    pen.ellipse((ball, 335, ball + 26, 361), fill=_LINE, outline=_ROAD, width=3)


def _road(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 300, _WIDTH, 390), fill=_ROAD)
    start = chance.randint(240, 330)
    for stripe in range(5):
        pen.rectangle((start + stripe * 28, 304, start + stripe * 28 + 14, 386), fill=_LINE)
    for lamp in (90, 520):
        pen.rectangle((lamp, 130, lamp + 8, 300), fill=_ROAD)
        pen.ellipse((lamp - 16, 112, lamp + 24, 140), fill=_LAMP)


def _house(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    left = chance.randint(170, 260)
    pen.rectangle((left, 190, left + 240, 310), fill=_WALL)
    pen.polygon(((left - 25, 190), (left + 120, 100), (left + 265, 190)), fill=_ROOF)
    pen.rectangle((left + 100, 240, left + 140, 310), fill=_TRUNK)
    for window in (30, 170):
        pen.rectangle((left + window, 220, left + window + 40, 255), fill=_SKY, outline=_TRUNK, width=3)
    _tree(pen, 90, 120)


_SCENES = {
    "Zieleń": _green,
    "Sport i wypoczynek": _sport,
    "Drogi i bezpieczeństwo": _road,
    "Kultura i spotkania": _house,
}
