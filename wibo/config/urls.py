"""Addresses of a town's site. Polish words, since residents read them."""

from django.urls import include, path

urlpatterns = [
    # First what is asked for most, on the evening when it matters: an address is looked for from the top.
    path("", include("wibo.voting.urls")),
    path("", include("wibo.home.urls")),
    path("", include("wibo.accounts.urls")),
    path("", include("wibo.bulletin.urls")),
    path("", include("wibo.proposals.urls")),
    path("", include("wibo.evaluation.urls")),
    path("", include("wibo.editions.urls")),
    path("", include("wibo.results.urls")),
    path("", include("wibo.documents.urls")),
    path("", include("wibo.works.urls")),
    path("", include("wibo.opendata.urls")),
    path("", include("wibo.handover.urls")),
    path("", include("wibo.retention.urls")),
    path("", include("wibo.rehearsal.urls")),
    path("", include("wibo.service.urls_town")),
    path("", include("wibo.demo.urls")),
    path("", include("wibo.ui.urls")),
]
handler400 = "wibo.home.views.errors.bad_request"
handler403 = "wibo.home.views.errors.forbidden"
handler404 = "wibo.home.views.errors.not_found"
handler500 = "wibo.home.views.errors.broken"
