"""Walking the site: every page of the edition, what it shows, and what those pages lead to."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html

from wibo.handover.addresses import Address, Bounds, file_name
from wibo.handover.answering import Site

# What a stylesheet asks for.
IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that is kept in a folder until all names are known."""

    address: Address
    name: str
    kind: str
    path: Path


def walk(site: Site, bounds: Bounds, folder: Path, tell: Told) -> dict[Address, Found]:
    """All that belongs to the edition; one that does not answer with 200 is left out, and links to it are unmade."""
    found: dict[Address, Found] = {}
    waiting = deque(address for address, _ in bounds.start())
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        answer = site.ask(address.path, address.query)
        if answer.status != 200:
            continue
        path = folder / str(len(found))
        path.write_bytes(answer.body)
        found[address] = Found(address, file_name(address, answer.kind), answer.kind, path)
        for link in links(address, answer.kind, answer.body):
            other = bounds.own(link)
            if other is not None and other not in seen:
                seen.add(other)
                waiting.append(other)
        tell(len(found))
    return found


def links(address: Address, kind: str, body: bytes) -> Iterator[str]:
    """The paths that an answer leads to within the site."""
    if kind == "text/css":
        raw = [match[1] for match in IN_STYLE.finditer(body.decode("utf-8", "replace"))]
    elif kind == "text/html":
        raw = [link for _, _, link, _ in html.document_fromstring(body).iterlinks()]
    else:
        return
    for link in raw:
        full = within(address, link)
        if full is not None:
            yield full


def within(address: Address, link: str) -> str | None:
    """The link as a path with its query; None where it leads out of the site or is no address."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith(("#", "data:")):
        return None
    return urljoin(f"{address.path}?{address.query}" if address.query else address.path, link).partition("#")[
        0
    ]
