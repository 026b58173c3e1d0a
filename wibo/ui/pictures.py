"""Pictures for everyone: written anew in two sizes and two formats, without the place, the camera or anything hidden."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from wibo.ui.inspecting import DOTS, Unfit

register_heif_opener()

_FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
# As large as a screen shows it, and as small as a card of a list.
_LARGE, _SMALL = (1600, 1600), (480, 480)
_LEAST = 200
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Sizes:
    """The files of one picture, and the size of the large ones in dots."""

    large_webp: bytes
    large_jpeg: bytes
    small_webp: bytes
    small_jpeg: bytes
    width: int
    height: int


def sized(raw: bytes) -> Sizes:
    """A picture of a telephone or a drawing, ready to show. Raises Unfit with the end of a sentence."""
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as found:
            if found.width * found.height > DOTS:
                raise Unfit("ma za dużo punktów. Zmniejsz ten obraz")
            if min(found.size) < _LEAST:
                raise Unfit(f"jest za mały. Wybierz taki, który ma co najmniej {_LEAST} na {_LEAST} punktów")
            plain = _plain(ImageOps.exif_transpose(found))
    except Unfit:
        raise
    except Exception as error:
        # The libraries have many ways to say that a picture is broken.
        raise Unfit(
            "nie jest obrazem, który da się odczytać. Wybierz zdjęcie JPG, PNG, WEBP albo HEIC"
        ) from error
    large, small = plain.copy(), plain
    large.thumbnail(_LARGE)
    small.thumbnail(_SMALL)
    return Sizes(
        _written(large, "WEBP"),
        _written(large, "JPEG"),
        _written(small, "WEBP"),
        _written(small, "JPEG"),
        large.width,
        large.height,
    )


def _plain(found: Image.Image) -> Image.Image:
    """Its dots alone, on white where it lets through."""
    if found.mode in ("RGBA", "LA", "PA") or "transparency" in found.info:
        over = found.convert("RGBA")
        ground = Image.new("RGB", over.size, "white")
        ground.paste(over, mask=over.getchannel("A"))
        return ground
    plain = Image.new("RGB", found.size)
    plain.paste(found.convert("RGB"))
    return plain


def _written(picture: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, quality=_QUALITY)
    return target.getvalue()
