"""Addresses of the open data. What stands under `/dane/v1/` is a contract: fields are added, none is renamed."""

from django.urls import path

from wibo.opendata import views

app_name = "opendata"
urlpatterns = [
    path("dane/", views.description, name="description"),
    path("dane/przelicz/", views.recount, name="recount"),
    path("dane/v1/openapi.json", views.openapi, name="openapi"),
    path("dane/v1/edycje.json", views.editions, name="editions"),
    path("dane/v1/edycje/<row:pk>.json", views.edition, name="edition"),
    path("dane/v1/edycje/<row:pk>/projekty.csv", views.projects, name="projects"),
    path("dane/v1/pule/<row:pk>.pb", views.pb, name="pb"),
    path("dane/v1/pule/<row:pk>.rules.json", views.pb_rules, name="pb-rules"),
    path("urzad/zestawienia/pula/<row:pk>.zip", views.pb_file, name="pb-file"),
]
