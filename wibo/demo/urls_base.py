"""Addresses of the base host of a demo: its own page instead of the plain list of towns."""

from django.urls import include, path

from wibo.demo import views
from wibo.home.views.front import arms

urlpatterns = [
    path("", views.start, name="towns"),
    path("herb/<slug:slug>.svg", views.arms, name="town-arms"),
    path("", include("wibo.ui.urls")),
    path("", include(([path("herb.svg", arms, name="arms"), path("", views.start, name="front")], "home"))),
]
handler404 = "wibo.home.views.errors.unknown_host"
