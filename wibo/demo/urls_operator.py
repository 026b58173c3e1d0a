"""The operator's host of a demo: the console with the one-click way in."""

from django.urls import path

from wibo.demo import views
from wibo.service import urls as console

urlpatterns = [*console.urlpatterns, path("_wejdz/<str:token>/", views.enter_console, name="enter")]
handler400, handler403 = console.handler400, console.handler403
handler404, handler500 = console.handler404, console.handler500
