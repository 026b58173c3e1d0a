"""Limited Markdown, for texts that an office writes: paragraphs, headings, lists, strong words and links, nothing else.

HTML in a text is shown as it was typed. A text never loads a picture or a script from anywhere.
"""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wibo.ui.typography import bound

# A text has headings of two levels; under which of the page they stand says the page.
_LEVELS = {"h1": 0, "h2": 0, "h3": 1, "h4": 1, "h5": 1, "h6": 1}
_RULES = ["heading", "list", "emphasis", "link", "newline", "escape", "entity"]
_LEADS_TO = ("https://", "http://", "mailto:", "tel:", "/", "#")
_CLASSES = {"a": "ds-link", "ul": "ds-list", "ol": "ds-list"}


def _leads_somewhere(url: str) -> bool:
    """Whether a link may lead there: to a page, a mailbox or a telephone."""
    return url.casefold().startswith(_LEADS_TO) and not url.startswith("//")


_parser = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
vars(_parser)["validateLink"] = _leads_somewhere


def rendered(text: str, top: int = 3) -> SafeString:
    """The text as HTML of the house; of an empty text nothing. `top` is the level of its first headings on the page."""
    tokens = _parser.parse(text)
    _fit(tokens, top)
    return SafeString(_parser.renderer.render(tokens, _parser.options, {}))


def plain(text: str) -> str:
    """The words alone, on one line, for a summary, a letter or a reader of news: numbers of lists and addresses stay."""
    found: list[str] = []
    for token in _parser.parse(text):
        if token.type == "list_item_open" and token.info:
            found.append(f"{token.info}.")
        if token.type == "inline":
            found.append(_words(token.children or ()))
    return " ".join(" ".join(found).split())


def _words(children: Iterable[Token]) -> str:
    said, address = "", ""
    for child in children:
        if child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            said += f" ({address})" if address.startswith("http") else ""
        else:
            said += " " if child.type.endswith("break") else child.content
    return said


def _fit(tokens: Iterable[Token], top: int) -> None:
    """Give the elements the house's levels and classes, and the words its hard spaces."""
    for token in tokens:
        if token.tag in _LEVELS:
            token.tag = f"h{top + _LEVELS[token.tag]}"
        if token.nesting == 1 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
        if token.type == "text":
            token.content = bound(token.content)
        _fit(token.children or (), top)
