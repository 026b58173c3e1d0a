"""Addresses of the base host."""

from django.urls import include, path

from wibo.home.views.front import arms
from wibo.service.views import public

urlpatterns = [
    path("", public.towns, name="towns"),
    path("", include("wibo.ui.urls")),
    path("", include(([path("herb.svg", arms, name="arms"), path("", public.towns, name="front")], "home"))),
]
handler404 = "wibo.home.views.errors.unknown_host"
