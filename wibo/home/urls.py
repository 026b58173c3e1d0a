"""Addresses of the front page, static texts, the desk and the journal."""

from django.urls import path

from wibo.home.views import front, office

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("herb.svg", front.arms, name="arms"),
    path("zasady/", front.rules, name="rules"),
    path("dane-osobowe/", front.privacy, name="privacy"),
    path("dostepnosc/", front.accessibility, name="accessibility"),
    path("kontakt/", front.contact, name="contact"),
    path("_listy/", front.sent_letters, name="letters"),
    path("urzad/", office.desk, name="desk"),
    path("urzad/dziennik/", office.journal, name="journal"),
]
