"""One stylesheet a town: design system, our layout and the town's palette, so a page needs one request."""

import gzip
from hashlib import sha256
from pathlib import Path

from django.templatetags.static import static

from wibo.memory import lasting
from wibo.ui.palette import stylesheet

_STATIC = Path(__file__).parent / "static"
# The design system without components that no page has, and its names (`tools/cut.py`).
_PARTS = ("ui/cut/design.css", "vendor/designsystemet-1.22.0/theme.css")
_OWN = "ui/css"
DEFAULT_COLOUR = "#15532b"
# Signs of Polish come in one small file a weight; the file with all others is asked for by a page that has one of them.
# Of two that hold a sign the later is taken.
_RANGES = {
    "rest": "U+00A1-017F,U+2018-201C,U+2020-2022,U+2030,U+2039-203A,U+2044,U+20A0-20AB,U+2122",
    "pl": "U+0020-007E,U+00A0,U+00A7,U+00A9,U+00AB,U+00B0-00B1,U+00B7,U+00BB,U+00BD,U+00D3,U+00D7,U+00F3,U+0104-0107,"
    "U+0118-0119,U+0141-0144,U+015A-015B,U+0179-017C,U+2013-2014,U+2019,U+201D-201E,U+2026,U+20AC,U+2212",
}


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:Wibo;font-style:normal;font-weight:{weight};font-display:swap;"
        f"src:url({static(f'ui/cut/wibo-{weight}-{part}.woff2')}) format('woff2');"
        f"unicode-range:{span}}}"
        for part, span in _RANGES.items()
        for weight in (400, 700, 900)
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
