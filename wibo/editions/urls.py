"""Addresses of the coordinator's page."""

from django.urls import path

from wibo.editions.views import asking, legal, maps, office, rules, sharing, voting_places

app_name = "editions"
urlpatterns = [
    path("mapa/<row:pk>/warstwy.json", maps.layers, name="map-layers"),
    path("urzad/edycja/", office.settings, name="settings"),
    path("urzad/edycja/nowa/", office.new, name="new"),
    path("urzad/edycja/pokaz/", office.show, name="show"),
    path("urzad/edycja/ustawienia/", office.change_settings, name="change-settings"),
    path("urzad/edycja/zasady/", rules.overview, name="rules"),
    path("urzad/edycja/zasady/<slug:topic>/", rules.question, name="rules-topic"),
    path("urzad/edycja/formularz/", asking.overview, name="application"),
    path("urzad/edycja/formularz/czesci/", asking.parts, name="application-parts"),
    path("urzad/edycja/formularz/kolejnosc/", asking.order, name="application-order"),
    path("urzad/edycja/formularz/skladanie/", asking.handing_in, name="handing-in"),
    path("urzad/edycja/formularz/kategorie/", asking.categories, name="application-categories"),
    path("urzad/edycja/formularz/pytanie/", asking.question, name="question-new"),
    path("urzad/edycja/formularz/pytanie/<row:pk>/", asking.question, name="question"),
    path("urzad/edycja/formularz/podpowiedzi/", asking.help_texts, name="application-help"),
    path("urzad/edycja/formularz/cennik/", asking.prices, name="prices"),
    path("urzad/edycja/formularz/cennik.csv", asking.price_template, name="price-template"),
    path("urzad/edycja/mapa/warstwa/", maps.layer, name="layer-new"),
    path("urzad/edycja/mapa/warstwa/<row:pk>/usun/", maps.drop_layer, name="layer-drop"),
    path("urzad/edycja/mapa/podklad/", maps.tiles, name="tiles"),
    path("urzad/edycja/obszar/", office.area, name="area-new"),
    path("urzad/edycja/obszar/<row:pk>/", office.area, name="area"),
    path("urzad/edycja/ryzyko/<slug:key>/", legal.accept, name="risk"),
    path("urzad/edycja/miejsce/", voting_places.place, name="voting-place-new"),
    path("urzad/edycja/miejsce/<row:pk>/", voting_places.place, name="voting-place"),
    path("urzad/edycja/miejsce/<row:pk>/usun/", voting_places.remove, name="voting-place-remove"),
    path("urzad/edycja/kwoty/", sharing.share, name="sharing"),
    path("urzad/edycja/pula/", office.pool, name="pool-new"),
    path("urzad/edycja/pula/<row:pk>/", office.pool, name="pool"),
]
