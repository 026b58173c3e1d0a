"""Addresses of the front page, static texts, the desk and the journal."""

from django.urls import path

from wibo.home.views import calendar, front, mine, office, pages, programs

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("robots.txt", programs.robots, name="robots"),
    path(".well-known/security.txt", programs.security, name="security"),
    path("herb.svg", front.arms, name="arms"),
    path("zasady/", front.rules, name="rules"),
    path("terminy.ics", calendar.dates, name="dates"),
    path("pomoc/", pages.help_page, name="help"),
    path("warunki/", pages.terms, name="terms"),
    path("dane-osobowe/", pages.privacy, name="privacy"),
    path("dostepnosc/", pages.accessibility, name="accessibility"),
    path("kontakt/", pages.contact, name="contact"),
    path("_listy/", front.sent_letters, name="letters"),
    path("konto/adres/", mine.new_email, name="new-email"),
    path("konto/adres/<str:uid>/<str:token>/", mine.confirm_email, name="confirm-email"),
    path("konto/powiadomienia/", mine.notices, name="notices"),
    path("konto/moje-dane.json", mine.my_data, name="my-data"),
    path("konto/usun/", mine.delete, name="delete-account"),
    path("urzad/", office.desk, name="desk"),
    path("urzad/dziennik/", office.journal, name="journal"),
]
