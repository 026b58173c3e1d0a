"""A page that opens from a disk: links lead to files beside it, and what needs a server is taken out."""

import posixpath
import re
from collections.abc import Callable
from typing import Any

from lxml import html

from wibo.handover.addresses import Address
from wibo.handover.walking import IN_STYLE, within

# The name of the file that a link leads to; None where it is not in the package.
Named = Callable[[str], str | None]
# Nothing of these works without a server.
_DEAD = ("script", "form", "noscript", "source")
_DEAD_CLASSES = ("demo-strip", "languages", "filters")


def page_from_disk(body: bytes, address: Address, here: str, named: Named, banner: str) -> bytes:
    """The page as a file named `here`; `banner` says that it is an archive."""
    root = html.document_fromstring(body)
    for element in [*root.iter(*_DEAD), *_dead_parts(root)]:
        # One that is dead for two reasons is gone already.
        if element.getparent() is not None:
            element.drop_tree()
    for element, attribute, link, _ in list(root.iterlinks()):
        if attribute in element.attrib:
            _lead(element, attribute, link, address, here, named)
    _tell(root, here, banner)
    return bytes(html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _dead_parts(root: Any) -> list[Any]:
    by_class = [element for name in _DEAD_CLASSES for element in root.find_class(name)]
    heads = [
        element
        for element in root.iter("link", "meta")
        if element.get("rel") not in (None, "stylesheet", "icon") or element.get("http-equiv") == "refresh"
    ]
    return by_class + heads


def _lead(element: Any, attribute: str, link: str, address: Address, here: str, named: Named) -> None:
    if link.startswith(("#", "data:", "mailto:", "tel:")):
        return
    path = within(address, link)
    if path is None:
        # Of another site: it stays what it is.
        return
    target = named(path)
    if target is not None:
        _, sign, fragment = link.partition("#")
        element.set(attribute, relative(here, target) + sign + fragment)
    elif element.tag == "a":
        _unmake(element)
    else:
        element.drop_tree()


def _unmake(element: Any) -> None:
    """Words stay, the link goes; a button or an entry of a menu that leads nowhere goes with its words."""
    entry = element.getparent()
    if entry is not None and entry.tag == "li" and len(entry) == 1 and not (entry.text or "").strip():
        entry.drop_tree()
    elif "ds-button" in (element.get("class") or ""):
        element.drop_tree()
    else:
        element.drop_tag()


def _tell(root: Any, here: str, banner: str) -> None:
    strip = html.fragment_fromstring('<aside class="demo-strip" aria-label="Archiwum"><p></p></aside>')
    words = strip.find("p")
    words.text = f"{banner} "
    back = html.fragment_fromstring('<a class="ds-link">Spis całości</a>')
    back.set("href", relative(here, "index.html"))
    words.append(back)
    main = root.find(".//main")
    if main is not None:
        main.addprevious(strip)


def style_from_disk(body: bytes, address: Address, here: str, named: Named) -> bytes:
    """A stylesheet whose fonts and pictures lie beside it; what is not there is asked for by nobody."""

    def lead(match: re.Match[str]) -> str:
        path = within(address, match[1])
        target = named(path) if path else None
        return f"url({relative(here, target)})" if target else match[0]

    return IN_STYLE.sub(lead, body.decode("utf-8")).encode()


def relative(here: str, target: str) -> str:
    """The way from one file of the package to another."""
    return posixpath.relpath(target, posixpath.dirname(here) or ".")
