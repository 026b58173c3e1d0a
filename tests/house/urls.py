"""Every address of a host with its view, for tests that walk them all."""

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver=None, namespace="", urls="wibo.config.urls"):
    """All URL patterns as (full name, pattern)."""
    for entry in (resolver or get_resolver(urls)).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}:{entry.name}", entry
