"""Addresses of a host that is nobody's: none, so everything is 404."""

from typing import Any

urlpatterns: list[Any] = []
handler404 = "wibo.home.views.errors.unknown_host"
