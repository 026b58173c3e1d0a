"""Addresses of what is kept until when."""

from django.urls import path

from wibo.retention import views

app_name = "retention"
urlpatterns = [
    path("urzad/dane/", views.overview, name="overview"),
    path("urzad/dane/<row:pk>/<slug:clock>/", views.clock, name="clock"),
    path("urzad/dane/<row:pk>/<slug:clock>/wniosek/", views.propose, name="propose"),
    path("urzad/dane/wniosek/<row:pk>/potwierdz/", views.confirm, name="confirm"),
    path("urzad/dane/wniosek/<row:pk>/wycofaj/", views.drop_act, name="drop"),
]
