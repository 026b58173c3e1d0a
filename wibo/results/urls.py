"""Addresses of results."""

from django.urls import path

from wibo.results.views import office, public

app_name = "results"
urlpatterns = [
    path("wyniki/", public.result_list, name="list"),
    path("wyniki/<int:pk>/", public.result, name="result"),
    path("urzad/glosy/", office.running, name="running"),
    path("urzad/glosy/uniewaznij/", office.annul_ballot, name="annul"),
    path("urzad/glosy/pozwol/", office.release_voter, name="release"),
    path("urzad/urna/", office.urn, name="urn"),
    path("urzad/urna/wniosek/", office.propose_opening, name="propose-opening"),
    path("urzad/urna/<int:pk>/potwierdz/", office.confirm_opening, name="confirm-opening"),
    path("urzad/urna/wynik/", office.count, name="count"),
    path("urzad/urna/remis/<int:pk>/", office.tie, name="tie"),
    path("urzad/urna/oglos/", office.publish_results, name="publish"),
]
