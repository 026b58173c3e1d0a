"""Addresses of the service's own host."""

from django.urls import include, path

from wibo.home.views.front import arms
from wibo.service import views

urlpatterns = [
    path("", views.towns, name="towns"),
    path("", include("wibo.ui.urls")),
    path("", include(([path("herb.svg", arms, name="arms"), path("", views.towns, name="front")], "home"))),
]
handler404 = "wibo.home.views.errors.unknown_host"
