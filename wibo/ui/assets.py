"""One stylesheet a town: design system, our layout and the town's palette, so a page needs one request."""

import gzip
from hashlib import sha256
from pathlib import Path

from django.templatetags.static import static

from wibo.memory import lasting
from wibo.ui.palette import stylesheet

_STATIC = Path(__file__).parent / "static"
_PARTS = ("vendor/designsystemet-1.22.0/index.css", "vendor/designsystemet-1.22.0/theme.css")
_OWN = "ui/css"
DEFAULT_COLOUR = "#15532b"
_RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
}


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:Lato;font-style:normal;font-weight:{weight};font-display:swap;"
        f"src:url({static(f'vendor/lato/lato-{subset}-{weight}-normal.woff2')}) format('woff2');"
        f"unicode-range:{span}}}"
        for weight in (400, 700, 900)
        for subset, span in _RANGES.items()
    )


@lasting(1)
def _shared() -> str:
    own = sorted((_STATIC / _OWN).glob("*.css"))
    parts = [(_STATIC / name).read_text("utf-8") for name in _PARTS]
    return "".join([*parts, _faces(), *(path.read_text("utf-8") for path in own)])


@lasting(512)
def bundle(colour: str) -> tuple[str, bytes, bytes]:
    """The town's stylesheet: its digest for the address, the CSS and the CSS compressed."""
    css = (_shared() + stylesheet(colour)).encode()
    return sha256(css).hexdigest()[:16], css, gzip.compress(css, 9, mtime=0)
