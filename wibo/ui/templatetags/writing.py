"""Texts that an office writes, on a page."""

from django import template
from django.utils.safestring import SafeString

from wibo.ui import markdown

register = template.Library()


@register.filter
def written(text: str, top: int = 3) -> SafeString:
    """Limited Markdown as a page shows it; `top` is the level of its first headings."""
    return markdown.rendered(text, top)
