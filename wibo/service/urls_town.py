"""Pages of the service on a town's site."""

from django.urls import path

from wibo.service.views import standing

app_name = "service"
urlpatterns = [path("stan/", standing.standing, name="standing")]
