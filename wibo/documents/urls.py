"""Addresses of prints and reports."""

from django.urls import path

from wibo.documents.views import codes, open_data, prints, reports, result_prints

app_name = "documents"
urlpatterns = [
    path("moje/<int:pk>/wniosek.pdf", prints.own_proposal, name="own-proposal"),
    path("urzad/wnioski/<int:pk>/wniosek.pdf", prints.office_proposal, name="office-proposal"),
    path("urzad/karta/wydruk/", prints.ballot_paper, name="ballot-paper"),
    path("urzad/karty/<int:pk>/protokol.pdf", prints.batch_record, name="batch-record"),
    path("urzad/urna/uzgodnienie.pdf", result_prints.opening_record, name="opening-record"),
    path("urzad/urna/protokol.pdf", result_prints.protocol, name="protocol"),
    path("urzad/urna/ogloszenie.pdf", result_prints.announcement, name="announcement"),
    path("urzad/urna/plakat.pdf", result_prints.poster, name="poster"),
    path("wyniki/<int:pk>/protokol.pdf", result_prints.public_protocol, name="public-protocol"),
    path("dane/", open_data.description, name="data"),
    path("dane/przelicz/", open_data.recount, name="recount"),
    path("dane/v1/openapi.json", open_data.openapi, name="data-openapi"),
    path("dane/v1/edycje.json", open_data.editions, name="data-editions"),
    path("dane/v1/edycje/<int:pk>.json", open_data.edition, name="data-edition"),
    path("dane/v1/edycje/<int:pk>/projekty.csv", open_data.projects, name="data-projects"),
    path("dane/v1/pule/<int:pk>.pb", open_data.pb, name="data-pb"),
    path("dane/v1/pule/<int:pk>.rules.json", open_data.pb_rules, name="data-pb-rules"),
    path("urzad/kody/", codes.letters, name="codes"),
    path("urzad/kody/wydaj/", codes.desk_code, name="desk-code"),
    path("urzad/zestawienia/", reports.reports, name="reports"),
    path("urzad/zestawienia/<slug:code>.xlsx", reports.download, {"kind": "xlsx"}, name="download"),
    path("urzad/zestawienia/<slug:code>.csv", reports.download, {"kind": "csv"}, name="download-csv"),
    path("urzad/zestawienia/pula/<int:pk>.zip", reports.pb_file, name="pb-file"),
    path("urzad/zestawienia/lista/wniosek/", reports.propose_list, name="propose-list"),
    path("urzad/zestawienia/lista/<int:pk>/zgoda/", reports.confirm_list, name="confirm-list"),
    path("urzad/zestawienia/lista/<int:pk>/", reports.named_list, name="named-list"),
]
