"""The usual words of pages that every town has, as Markdown with the town's data filled in: what an own text begins with."""

import re
from html import unescape

from django.template.loader import render_to_string
from django.utils import translation

from wibo.editions.models import Edition


def privacy(edition: Edition) -> tuple[str, str]:
    """Title and text of the information by art. 13 GDPR."""
    return "Dane osobowe", _words("home/_privacy_words.html", edition)


def help(edition: Edition) -> tuple[str, str]:
    """Title and text of what residents ask most."""
    return "Pomoc", _words("home/_help_words.html", edition)


def terms(edition: Edition) -> tuple[str, str]:
    """Title and text of the terms by art. 8 of the act on services rendered by electronic means."""
    return "Warunki korzystania", _words("home/_terms_words.html", edition)


def _words(template: str, edition: Edition) -> str:
    with translation.override("pl"):
        context = {"town": edition.town, "edition": edition, "basis": basis_of(edition)}
        return _markdown(render_to_string(template, context))


def basis_of(edition: Edition | None) -> str:
    """The resolution by which data are asked for."""
    return (edition.regulations if edition else "") or translation.gettext("uchwała rady")


def _markdown(html: str) -> str:
    """Headings, lists, paragraphs and links of our own template; anything else is words."""
    text = re.sub(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', r"[\2](\1)", html, flags=re.DOTALL)
    blocks = re.findall(r"<(h2|li|p)[^>]*>(.*?)</\1>", text, flags=re.DOTALL)
    lines: list[str] = []
    before = ""
    for tag, inside in blocks:
        words = unescape(" ".join(re.sub(r"<[^>]+>", " ", inside).split()))
        # Items of one list stand together; everything else has a line between.
        lines += ([] if tag == before == "li" else [""]) + [{"h2": "# ", "li": "- "}.get(tag, "") + words]
        before = tag
    return "\n".join(lines).strip()
