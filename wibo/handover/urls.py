"""Addresses of the package."""

from django.urls import path

from wibo.handover import views

app_name = "handover"
urlpatterns = [
    path("urzad/pakiet/", views.packages, name="packages"),
    path("urzad/pakiet/<row:pk>/zrob/", views.ask, name="ask"),
    path("urzad/pakiet/<row:pk>/plik/", views.take, name="take"),
]
