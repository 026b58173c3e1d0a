"""The address on a town's host behind the one-click links; it answers 404 outside a demo."""

from django.urls import path

from wibo.demo import views

app_name = "demo"
urlpatterns = [path("_wejdz/<str:token>/", views.enter, name="enter")]
