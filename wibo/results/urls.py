"""Addresses of results."""

from django.urls import path

from wibo.results.views import catalogue, money, office, public, ties, together, urn

app_name = "results"
urlpatterns = [
    path("projekty/", catalogue.catalogue, name="catalogue"),
    path("wyniki/", public.result_list, name="list"),
    path("wyniki/losowania/", public.draws, name="draws"),
    path("wyniki/<row:pk>/", public.result, name="result"),
    path("urzad/glosy/", office.running, name="running"),
    path("urzad/glosy/uniewaznij/", office.annul_ballot, name="annul"),
    path("urzad/glosy/pozwol/", office.release_voter, name="release"),
    path("urzad/dwie-osoby/", together.acts, name="together"),
    path("urzad/dwie-osoby/<row:pk>/potwierdz/", together.confirm_act, name="confirm-act"),
    path("urzad/dwie-osoby/<row:pk>/cofnij/", together.drop_act, name="drop-act"),
    path("urzad/urna/niewykonalny/", together.lose_winner, name="lose-winner"),
    path("urzad/urna/", urn.urn, name="urn"),
    path("urzad/urna/wniosek/", urn.propose_opening, name="propose-opening"),
    path("urzad/urna/<row:pk>/potwierdz/", urn.confirm_opening, name="confirm-opening"),
    path("urzad/urna/wynik/", urn.count, name="count"),
    path("urzad/urna/remis/<row:pk>/", ties.tie, name="tie"),
    path("urzad/urna/remis/<row:pk>/kolejnosc/", ties.tie_order, name="tie-order"),
    path("urzad/urna/pula/", money.adjust, name="adjust"),
    path("urzad/urna/dodaj/", money.add, name="add"),
    path("urzad/urna/oglos/", urn.publish_results, name="publish"),
    path("urzad/urna/zmiana/", urn.revise_results, name="revise"),
    path("urzad/urna/ostateczny/", urn.finish_results, name="finish"),
    path("urzad/urna/inne-zasady/", urn.other_rules, name="other-rules"),
    path("urzad/urna/inne-zasady/pokaz/", urn.show_other_rules, name="show-other-rules"),
]
