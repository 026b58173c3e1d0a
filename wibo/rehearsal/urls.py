"""Addresses of rehearsals."""

from django.urls import path

from wibo.rehearsal import views

app_name = "rehearsal"
urlpatterns = [
    path("urzad/edycja/proba/", views.page, name="page"),
    path("urzad/edycja/proba/zacznij/", views.begin, name="begin"),
    path("urzad/edycja/proba/dalej/", views.move_on, name="move-on"),
    path("urzad/edycja/proba/koniec/", views.end, name="end"),
    path("urzad/edycja/proba/wejdz/<slug:who>/", views.visit, name="visit"),
    path("_proba/<str:word>/", views.enter, name="enter"),
]
