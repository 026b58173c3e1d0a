"""What a whole ballot weighs for a phone: its pages and every file that they name, packed as they go out.

`python -m bench.weight` measures the same in a browser; this sees at once when a page or a file grows.
"""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.ui.test_holes import ballot, walk

__all__ = ["ballot"]
_NAMED = re.compile(r'<(?:link|script|img)\b[^>]*?(?:src|href)="(/(?:static|wyglad|herb)[^"]+)"')
# Of the letters a Polish page needs these.
_LETTERS = re.compile(r"/static/ui/cut/wibo-\d+-pl\.woff2")
_BYTES, _ASKED = 100_000, 25


def content_of(visit, address):
    """What comes from an address, as it stands in the project or as the program makes it."""
    if address.startswith("/static/"):
        return Path(finders.find(address.removeprefix("/static/"))).read_bytes()
    return visit.get(address).content


def weight_of(address, content):
    """Letters are packed already."""
    return len(content) if address.endswith(".woff2") else len(gzip.compress(content, 5))


def test_a_whole_ballot_weighs_less_than_a_photograph(visit, ballot):
    pages = walk(visit, ballot, 1, ["1", "2"])
    waiting = {name for page in pages for name in _NAMED.findall(page)}
    sizes = {}
    while waiting:
        address = waiting.pop()
        content = content_of(visit, address)
        sizes[address] = weight_of(address, content)
        if address.endswith(".css"):
            waiting |= set(_LETTERS.findall(content.decode())) - sizes.keys()
    endings = {address.rpartition(".")[2] for address in sizes}
    assert endings >= {"css", "js", "woff2", "svg"}
    weight = sum(sizes.values()) + sum(weight_of("page", page.encode()) for page in pages)
    # With three redirects.
    assert len(sizes) + len(pages) + 3 <= _ASKED, sizes
    assert weight <= _BYTES, sizes
