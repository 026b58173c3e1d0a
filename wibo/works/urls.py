"""Addresses of works."""

from django.urls import path

from wibo.works.views import office, public

app_name = "works"
urlpatterns = [
    path("realizacja/", public.works, name="works"),
    path("realizacja/tabela.csv", public.table, name="table"),
    path("realizacja/obrazy/<row:pk>/<slug:size>.<slug:kind>", public.picture, name="picture"),
    path("urzad/realizacja/", office.works, name="office-works"),
    path("urzad/realizacja/<row:pk>/", office.work, name="work"),
    path("urzad/realizacja/<row:pk>/wpis/", office.post, name="post"),
    path("urzad/realizacja/wpis/<row:pk>/usun/", office.unpost, name="unpost"),
]
