"""Writing the package: pages, papers, data, journal, a first page and a manifest with the digest of every file."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.editions.guards import newest_edition
from wibo.editions.models import Edition
from wibo.handover.addresses import Address, Bounds
from wibo.handover.answering import Site
from wibo.handover.records import ballots, journal, papers
from wibo.handover.rewriting import page_from_disk, style_from_disk
from wibo.handover.walking import Found, walk
from wibo.proposals.models import Proposal

FORMAT = 1
MANIFEST = "manifest.json"
Told = Callable[[str], None]


@dataclass(slots=True)
class Contents:
    """What has been written: digests by name, and the papers with their titles for the first page."""

    digests: dict[str, str] = field(default_factory=dict)
    titles: list[tuple[str, str]] = field(default_factory=list)


def write_package(edition: Edition, target: IO[bytes], *, at: datetime, tell: Told) -> Contents:
    """Write the package of an edition whose result is published. Takes as long as its pages take to be made."""
    contents = Contents()
    with tempfile.TemporaryDirectory() as work, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        put = partial(_put, archive, contents)
        bounds = _bounds(edition)
        found = walk(Site(edition.town), bounds, Path(work), lambda count: tell(f"strony i pliki: {count}"))
        for name, content in _from_disk(edition, bounds, found, at):
            put(name, content)
        for make in (papers, ballots, journal):
            for name, title, content in make(edition):
                tell(title)
                put(name, content)
                contents.titles.append((name, title))
        put("index.html", _first_page(edition, bounds, contents, found, at))
        archive.writestr(MANIFEST, _manifest(edition, contents, at))
    return contents


def _put(archive: zipfile.ZipFile, contents: Contents, name: str, content: bytes) -> None:
    archive.writestr(name, content)
    contents.digests[name] = sha256(content).hexdigest()


def _bounds(edition: Edition) -> Bounds:
    newest = newest_edition(edition.town)
    proposals = Proposal.objects.filter(edition=edition).exclude(number="")
    return Bounds(
        edition.pk,
        frozenset(edition.pools.values_list("pk", flat=True)),
        frozenset(proposals.values_list("pk", flat=True)),
        is_current=newest is not None and newest.pk == edition.pk,
    )


def _from_disk(
    edition: Edition, bounds: Bounds, found: dict[Address, Found], at: datetime
) -> Iterator[tuple[str, bytes]]:
    banner = f"Archiwum: {edition.name}, stan na {date_format(localtime(at), 'j E Y')}."

    def named(path: str) -> str | None:
        own = bounds.own(path)
        return found[own].name if own in found else None

    for one in found.values():
        body = one.path.read_bytes()
        if one.kind == "text/html":
            body = page_from_disk(body, one.address, one.name, named, banner)
        elif one.kind == "text/css":
            body = style_from_disk(body, one.address, one.name, named)
        yield one.name, body


def _first_page(
    edition: Edition, bounds: Bounds, contents: Contents, found: dict[Address, Found], at: datetime
) -> bytes:
    styles = sorted(one.name for one in found.values() if one.kind == "text/css")
    starts = [(found[address].name, words) for address, words in bounds.start() if address in found]
    context = {
        "edition": edition,
        "town": edition.town,
        "at": at,
        "styles": styles,
        "starts": starts,
        "papers": contents.titles,
    }
    return render_to_string("handover/index.html", context).encode()


def _manifest(edition: Edition, contents: Contents, at: datetime) -> str:
    pools = {
        f"dane/pula-{pool.pk}.pb": pool.name
        for pool in edition.pools.all()
        if f"dane/pula-{pool.pk}.pb" in contents.digests
    }
    facts = {
        "format": FORMAT,
        "town": edition.town.name,
        "edition": edition.name,
        "year": edition.year,
        "made_at": localtime(at).isoformat(timespec="seconds"),
        "pools": pools,
        "sha256": dict(sorted(contents.digests.items())),
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)
