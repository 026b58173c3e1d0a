"""Addresses of the stylesheet and the gallery."""

from django.urls import path

from wibo.ui import views

app_name = "ui"
urlpatterns = [
    path("wyglad/<str:colour>/<str:digest>.css", views.stylesheet, name="stylesheet"),
    path("_ui/", views.gallery, name="gallery"),
]
