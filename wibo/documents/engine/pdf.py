"""PDF by typst: tagged (PDF/UA), fonts of our own, data handed over as JSON so that text stays text."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst

from wibo.memory import lasting
from wibo.ui.cards import FONTS

_ENGINE = Path(__file__).parent
_DOCUMENTS = _ENGINE.parent
_SHIELD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 46"><path d="M2 2h36v22c0 11-9 17-18 20C11 41 2 35 2 24z" '
    'fill="#444"/></svg>'
)


@lasting(1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@lasting(1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=_fonts())


@lasting(16)
def _source(name: str) -> bytes:
    frame = (_ENGINE / "frame.typ").read_text("utf-8")
    return (frame + (_DOCUMENTS / name / "page.typ").read_text("utf-8")).encode()


def pdf(name: str, data: dict[str, Any]) -> bytes:
    """The document of the folder `name` with the data; untagged when a text has a sign that no font has."""
    return _compiled(_compiler(), name, data)


def pdf_with_pictures(name: str, data: dict[str, Any], pictures: Iterable[tuple[str, bytes]]) -> bytes:
    """The same with pictures (JPEG), which the page finds as `/<name>`. They lie in a folder until it is made."""
    with tempfile.TemporaryDirectory() as folder:
        for file, content in pictures:
            (Path(folder) / file).write_bytes(content)
        return _compiled(typst.Compiler(root=folder, font_paths=_fonts()), name, data)


def _compiled(compiler: typst.Compiler, name: str, data: dict[str, Any]) -> bytes:
    data = {"arms": data.get("arms") or _SHIELD, **{k: v for k, v in data.items() if k != "arms"}}
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made = compiler.compile(_source(name), sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError:
        # The strict standard refuses a sign that no font has (an emoji in a title); the print must go on.
        made = compiler.compile(_source(name), sys_inputs=inputs, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("one PDF is asked for, never pages of images")
    return made
