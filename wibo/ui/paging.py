"""Lists come in pages of a fixed size; a wrong page number shows the nearest page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def paged(request: HttpRequest, rows: Any, size: int = 25) -> Page[Any]:
    """The page that `?strona=` asks for."""
    return Paginator(rows, size).get_page(request.GET.get("strona"))
