"""Addresses of what the office writes."""

from django.urls import path

from wibo.bulletin.views import letters, office, public

app_name = "bulletin"
urlpatterns = [
    path("aktualnosci/", public.news, name="news"),
    path("aktualnosci/rss.xml", public.feed, name="feed"),
    path("aktualnosci/<row:pk>/", public.one_news, name="one-news"),
    path("dokumenty/", public.documents, name="documents"),
    path("dokumenty/<row:pk>/plik/", public.file, name="file"),
    path("pytania/", public.questions, name="questions"),
    path("urzad/teksty/", office.texts, name="texts"),
    path("urzad/teksty/listy/", letters.letters, name="letters"),
    path("urzad/teksty/listy/<slug:template>/", letters.letter, name="letter"),
    path("urzad/teksty/nowy/<str:kind>/", office.new, name="new-text"),
    path("urzad/teksty/<row:pk>/", office.text, name="text"),
    path("urzad/teksty/<row:pk>/zdejmij/", office.hide, name="hide-text"),
    path("urzad/teksty/wersja/<row:pk>/plik/", office.version_file, name="version-file"),
]
