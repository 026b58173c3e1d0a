"""The components of pages: one way to make each, all of them on the gallery (`/galeria/`).

They write the design system's markup, so that a template says what a thing is and not how it is made.
"""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def alert(content: str, colour: str, role: str = "") -> SafeString:
    """A message that stands out: "info", "success", "warning" or "danger"; `role` where it must be spoken at once."""
    return format_html(
        '<div class="ds-alert" data-color="{}"{}>{}</div>',
        colour,
        format_html(' role="{}"', role) if role else "",
        content,
    )


def _looks(variant: str, colour: str, key: str) -> SafeString:
    given = (("data-variant", variant), ("data-color", colour), ("data-key", key))
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in given if value))


@register.simple_tag
def button(words: str, variant: str = "", colour: str = "", key: str = "") -> SafeString:
    """A button that sends its form; "secondary" and "tertiary" are quieter, `key` is its key on an official's keyboard."""
    return format_html('<button class="ds-button"{}>{}</button>', _looks(variant, colour, key), words)


@register.simple_tag
def go(words: str, to: str, *where: Any, variant: str = "", colour: str = "", key: str = "") -> SafeString:
    """A link that looks like a button, to the page named `to` (of `where`)."""
    looks = _looks(variant, colour, key)
    return format_html('<a class="ds-button"{} href="{}">{}</a>', looks, reverse(to, args=where), words)


@register.simple_block_tag
def panel(
    content: str, heading: str, name: str = "", kind: str = "", act: str = "", to: str = ""
) -> SafeString:
    """A part of an office page under a heading; `name` is its anchor, `kind` a look of its own.

    `act` and `to` put a quiet link that looks like a button beside the heading.
    """
    labelled = format_html(' aria-labelledby="{}"', name) if name else ""
    head = format_html("<h2{}>{}</h2>", format_html(' id="{}"', name) if name else "", heading)
    if act:
        head = format_html('<div class="row between">{}{}</div>', head, go(act, to, variant="secondary"))
    return format_html(
        '<section class="{}"{}>{}{}</section>',
        f"panel {kind}".strip(),
        labelled,
        head,
        content,
    )


@register.simple_tag
def tile(number: object, words: str) -> SafeString:
    """A number with what it counts, in a list of class `tiles`."""
    return format_html('<li class="tile"><strong>{}</strong><span>{}</span></li>', number, words)


@register.simple_tag
def heads(*columns: str, numbers: str = "") -> SafeString:
    """The head of a table; columns that hold numbers stand to the right, and `numbers` says which, from 1: "3 4".

    Raises ValueError for a column without a name: who hears the table would not know what stands in it.
    """
    if not all(columns):
        raise ValueError("every column of a table has a name")
    right = {int(place) for place in numbers.split()}
    cells = [
        format_html(
            '<th scope="col" class="num">{}</th>' if place in right else '<th scope="col">{}</th>', name
        )
        for place, name in enumerate(columns, start=1)
    ]
    return format_html("<thead><tr>{}</tr></thead>", format_html_join("", "{}", ((cell,) for cell in cells)))
