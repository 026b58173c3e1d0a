"""The text inside a file, as far as it has any: for looking what everyone would read, never for showing.

Read in a process of its own with little memory and time: a file of a few kilobytes can unfold to hours of work.
"""

import io
import resource
import subprocess
import sys
import zipfile
from pathlib import PurePath

from lxml import etree
from pypdf import PdfReader

# A longer document is read so far; what nobody has read to the end is told to be looked at by a person.
_PAGES = 40
_LONGEST = 2_000_000
# What a process that reads may use.
_SECONDS, _MEMORY = 10, 600 * 1024 * 1024
_BLOCKS = {"p", "h", "si", "v", "is"}
# Where words stand in documents and sheets.
_PARTS = ("word/", "content.xml", "xl/sharedStrings.xml", "xl/worksheets/")


class Unreadable(Exception):
    """There is no text that a program can read: a scan, a picture, a document too long, or a broken one."""


def text_of(raw: bytes, name: str) -> str:
    """The words of a PDF, a text or a sheet. Raises Unreadable, also for one that takes too long."""
    extension = PurePath(name).suffix.casefold()
    if extension not in _READERS:
        raise Unreadable
    try:
        done = subprocess.run(
            [sys.executable, "-m", "wibo.ui.reading", extension],
            input=raw,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise Unreadable from error
    return done.stdout.decode("utf-8", "replace")


def read(raw: bytes, extension: str) -> str:
    """The words, in this process. Raises Unreadable."""
    try:
        found = _READERS[extension](raw)
    except Unreadable:
        raise
    except Exception as error:
        # Libraries have many ways to say that a file is broken.
        raise Unreadable from error
    if not found.strip() or len(found) > _LONGEST:
        raise Unreadable
    return found


def _of_pdf(raw: bytes) -> str:
    pages = PdfReader(io.BytesIO(raw), strict=False).pages
    if len(pages) > _PAGES:
        raise Unreadable
    texts = [page.extract_text() for page in pages]
    if not all(text.strip() for text in texts):
        # One page of pictures among pages of words may be the list with the signatures.
        raise Unreadable
    return "\n".join(texts)


def _of_zip(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [info for info in archive.infolist() if info.filename.startswith(_PARTS)]
        if sum(info.file_size for info in parts) > 20 * _LONGEST:
            raise Unreadable
        return "\n".join(_words(archive.read(info)) for info in parts if info.filename.endswith(".xml"))


class _Said:
    """Collects the words of an XML part as they come; runs of a paragraph stand together, for editors cut numbers in two."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def start(self, tag: str, _attributes: object) -> None:
        """A tab or a break is a blank."""
        if tag.rpartition("}")[2] in ("tab", "br", "s"):
            self.words.append(" ")

    def end(self, tag: str) -> None:
        """The end of a paragraph or a cell is the end of a line."""
        if tag.rpartition("}")[2] in _BLOCKS:
            self.words.append("\n")

    def data(self, text: str) -> None:
        """Words."""
        self.words.append(text)

    def close(self) -> str:
        """All of them."""
        return "".join(self.words)


def _words(part: bytes) -> str:
    parser = etree.XMLParser(target=_Said(), resolve_entities=False, no_network=True, huge_tree=False)
    parser.feed(part)
    said: str = parser.close()
    return said


_READERS = {".pdf": _of_pdf, ".docx": _of_zip, ".odt": _of_zip, ".xlsx": _of_zip}


def main() -> None:
    """Print the words of the file on the standard input; its ending is the argument. Fails for what cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        found = read(sys.stdin.buffer.read(), sys.argv[1])
    except (Unreadable, MemoryError):
        sys.exit(1)
    sys.stdout.buffer.write(found.encode())


if __name__ == "__main__":
    main()
