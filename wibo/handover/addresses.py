"""Which addresses of a town's site belong to an edition's package, and under which name each lies there."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from mimetypes import guess_extension
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.urls import Resolver404, resolve

# Lists that every edition has, told apart by `?edycja=`.
_LISTS = {"results:catalogue", "proposals:public-list"}
# Pages about the edition that runs now; of an earlier one they are not asked.
_CURRENT = {
    "home:rules",
    "bulletin:news",
    "bulletin:documents",
    "bulletin:questions",
    "works:works",
    "works:table",
    "documents:list-pdf",
    "documents:list-xlsx",
    "documents:rules",
    "documents:brochure",
    "documents:brochure-large",
    "results:draws",
}
_OWN = {"results:result", "documents:public-protocol", "opendata:edition", "opendata:projects"}
_POOLS = {"opendata:pb", "opendata:pb-rules"}
_PROPOSALS = {"proposals:public-detail"}
# Reached from the pages above alone.
_BESIDE = {
    "bulletin:one-news",
    "bulletin:file",
    "proposals:picture",
    "proposals:attachment",
    "works:picture",
    "home:arms",
    "home:help",
    "home:terms",
    "home:privacy",
    "home:accessibility",
    "home:contact",
    "ui:stylesheet",
}
_PAGE = "strona"
_FOLDER = "strona"


@dataclass(frozen=True, slots=True)
class Address:
    """A path with the query that matters: a page's number, an edition."""

    path: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What belongs to an edition: its key, those of its pools and proposals, and whether it is the one that runs now."""

    edition: int
    pools: AbstractSet[int]
    proposals: AbstractSet[int]
    is_current: bool

    def start(self) -> list[tuple[Address, str]]:
        """Where the walk begins, each with the words of the first page's table."""
        own = urlencode({"edycja": self.edition})
        found = [
            (Address(f"/wyniki/{self.edition}/"), "Wyniki"),
            (Address("/projekty/", own), "Projekty na karcie"),
            (Address("/wnioski/", own), "Wnioski"),
        ]
        current = {
            "/zasady/": "Zasady i terminy",
            "/aktualnosci/": "Aktualności",
            "/dokumenty/": "Dokumenty",
            "/pytania/": "Pytania i odpowiedzi",
            "/realizacja/": "Realizacja",
            "/wyniki/losowania/": "Losowania",
        }
        return found + [(Address(path), words) for path, words in current.items() if self.is_current]

    def own(self, link: str) -> Address | None:
        """The address that a link of one of its pages names; None for anything that does not belong to it."""
        parts = urlsplit(link)
        path, asked = unquote(parts.path), dict(parse_qsl(parts.query))
        if path.startswith("/static/"):
            return Address(path)
        try:
            found = resolve(path, urlconf="wibo.config.urls")
        except Resolver404:
            return None
        page = {_PAGE: asked[_PAGE]} if asked.get(_PAGE, "").isdecimal() else {}
        if found.view_name in _LISTS:
            wanted = asked.get("edycja", str(self.edition) if self.is_current else "")
            if wanted != str(self.edition) or set(asked) - {"edycja", _PAGE}:
                return None
            return Address(path, urlencode({"edycja": wanted} | page))
        return Address(path, urlencode(page)) if self._has(found.view_name, found.kwargs) else None

    def _has(self, name: str, named: dict[str, object]) -> bool:
        if name in _OWN:
            return named.get("pk") == self.edition
        if name in _POOLS:
            return named.get("pk") in self.pools
        if name in _PROPOSALS:
            return named.get("pk") in self.proposals
        return name in _BESIDE or (self.is_current and name in _CURRENT)


def file_name(address: Address, kind: str) -> str:
    """Where it lies in the package, by what came back."""
    trunk = address.path.strip("/") or "start"
    page = dict(parse_qsl(address.query)).get(_PAGE)
    if kind == "text/html":
        return f"{_FOLDER}/{trunk}/{f'strona-{page}' if page else 'index'}.html"
    if "." in trunk.rpartition("/")[2]:
        return f"{_FOLDER}/{trunk}"
    return f"{_FOLDER}/{trunk}{guess_extension(kind) or '.bin'}"
