"""Texts that an office writes, on a page."""

from django import template
from django.utils.safestring import SafeString

from wibo.ui import markdown

register = template.Library()


@register.filter
def written(text: str) -> SafeString:
    """Limited Markdown as a page shows it."""
    return markdown.rendered(text)
