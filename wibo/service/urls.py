"""Addresses of the operator's host."""

from django.urls import include, path

from wibo.home.views.front import arms
from wibo.service.views import announcing, console

_CONSOLE = [
    path("", console.towns, name="towns"),
    path("ogloszenia/", announcing.announcements, name="announcements"),
    path("ogloszenia/<row:pk>/zdejmij/", announcing.withdraw, name="withdraw-announcement"),
    path("gminy/nowa/", console.new_town, name="new-town"),
    path("gminy/<slug:slug>/", console.town, name="town"),
    path("gminy/<slug:slug>/dane/", console.change_town, name="change-town"),
    path("gminy/<slug:slug>/okres/", console.window, name="window"),
    path("gminy/<slug:slug>/logowanie/", console.provider, name="provider"),
    path("gminy/<slug:slug>/wsparcie/", console.support, name="support"),
    path("gminy/<slug:slug>/administrator/", console.administrator, name="administrator"),
]
# The frame of every page and the access middleware use these two names on every host.
_ACCOUNTS = [
    path("zaloguj/", console.sign_in, name="sign-in"),
    path("wyloguj/", console.sign_out, name="sign-out"),
]
_HOME = [path("herb.svg", arms, name="arms"), path("", console.towns, name="front")]
urlpatterns = [
    path("", include((_CONSOLE, "console"))),
    path("", include((_ACCOUNTS, "accounts"))),
    path("", include((_HOME, "home"))),
    path("", include("wibo.ui.urls")),
]
handler400 = "wibo.home.views.errors.bad_request"
handler403 = "wibo.home.views.errors.forbidden"
handler404 = "wibo.home.views.errors.not_found"
handler500 = "wibo.home.views.errors.broken"
