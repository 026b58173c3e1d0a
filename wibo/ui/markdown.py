"""Limited Markdown, for texts that an office writes: paragraphs, headings, lists, strong words and links, nothing else.

HTML in a text is shown as it was typed. A text never loads a picture or a script from anywhere.
"""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wibo.ui.typography import bound

# A page has its own first and second heading; those of a text stand below them.
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
_RULES = ["heading", "list", "emphasis", "link", "newline", "escape", "entity"]
_LEADS_TO = ("https://", "http://", "mailto:", "tel:", "/", "#")
_CLASSES = {"a": "ds-link", "ul": "ds-list", "ol": "ds-list"}


def _leads_somewhere(url: str) -> bool:
    """Whether a link may lead there: to a page, a mailbox or a telephone."""
    return url.casefold().startswith(_LEADS_TO) and not url.startswith("//")


_parser = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
vars(_parser)["validateLink"] = _leads_somewhere


def rendered(text: str) -> SafeString:
    """The text as HTML of the house; of an empty text nothing."""
    tokens = _parser.parse(text)
    _fit(tokens)
    return SafeString(_parser.renderer.render(tokens, _parser.options, {}))


def plain(text: str) -> str:
    """The words alone, on one line, for a summary or a reader of news."""
    inline = (one.children or () for one in _parser.parse(text) if one.type == "inline")
    words = ("".join(_word(child) for child in children) for children in inline)
    return " ".join(" ".join(words).split())


def _word(token: Token) -> str:
    return " " if token.type.endswith("break") else token.content


def _fit(tokens: Iterable[Token]) -> None:
    """Give the elements the house's levels and classes, and the words its hard spaces."""
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        if token.nesting == 1 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
        if token.type == "text":
            token.content = bound(token.content)
        _fit(token.children or ())
