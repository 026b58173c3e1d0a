"""Every address of a town's site with its view, for tests that walk them all."""

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver=None, namespace=""):
    """All URL patterns as (full name, pattern)."""
    for entry in (resolver or get_resolver("wibo.config.urls")).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}:{entry.name}", entry
