"""Addresses of prints and reports."""

from django.urls import path

from wibo.documents.announcement import views as announcement
from wibo.documents.applications import views as applications
from wibo.documents.ballot_paper import views as ballot_paper
from wibo.documents.batch_record import views as batch_record
from wibo.documents.brochure import views as brochure
from wibo.documents.code_letters import views as code_letters
from wibo.documents.confirmation import views as confirmation
from wibo.documents.erasure_certificate import views as erasure_certificate
from wibo.documents.opening_record import views as opening_record
from wibo.documents.poster import views as poster
from wibo.documents.processing_register import views as processing_register
from wibo.documents.proposal import views as proposal
from wibo.documents.protocol import views as protocol
from wibo.documents.reports import views as reports
from wibo.documents.rules import views as rules
from wibo.documents.support_list import views as support_list
from wibo.documents.verdicts import views as verdicts

app_name = "documents"
urlpatterns = [
    path("moje/<row:pk>/wniosek.pdf", proposal.own_proposal, name="own-proposal"),
    path("urzad/wnioski/<row:pk>/wniosek.pdf", proposal.office_proposal, name="office-proposal"),
    path("urzad/wnioski/<row:pk>/potwierdzenie.pdf", confirmation.confirmation, name="confirmation"),
    path("urzad/wnioski/wszystkie-<row:part>.pdf", applications.applications, name="applications"),
    path("moje/<row:pk>/lista-poparcia.pdf", support_list.support_list, name="support-list"),
    path("wnioski/lista-<slug:which>.pdf", verdicts.list_pdf, name="list-pdf"),
    path("wnioski/lista-<slug:which>.xlsx", verdicts.list_xlsx, name="list-xlsx"),
    path("urzad/ogloszenie/bip/", verdicts.bulletin_page, name="bulletin"),
    path("urzad/ogloszenie/bip.docx", verdicts.bulletin_docx, name="bulletin-docx"),
    path("zasady/zasady.pdf", rules.rules, name="rules"),
    path("glosowanie/karta.pdf", ballot_paper.home_ballot, name="home-ballot"),
    path("projekty/broszura.pdf", brochure.brochure, {"size": "A4"}, name="brochure"),
    path("projekty/broszura-duzy-druk.pdf", brochure.brochure, {"size": "large"}, name="brochure-large"),
    path("urzad/karta/wydruk/", ballot_paper.ballot_paper, name="ballot-paper"),
    path("urzad/karty/<row:pk>/protokol.pdf", batch_record.batch_record, name="batch-record"),
    path("urzad/dane/rejestr.pdf", processing_register.register, name="processing-register"),
    path(
        "urzad/dane/<row:pk>/<slug:clock>/zaswiadczenie.pdf",
        erasure_certificate.certificate,
        name="erasure-certificate",
    ),
    path("urzad/urna/uzgodnienie.pdf", opening_record.opening_record, name="opening-record"),
    path("urzad/urna/protokol.pdf", protocol.protocol, name="protocol"),
    path("urzad/urna/ogloszenie.pdf", announcement.announcement, name="announcement"),
    path("urzad/urna/plakat.pdf", poster.poster, name="poster"),
    path("wyniki/<row:pk>/protokol.pdf", protocol.public_protocol, name="public-protocol"),
    path("urzad/kody/", code_letters.letters, name="codes"),
    path("urzad/kody/wydaj/", code_letters.desk_code, name="desk-code"),
    path("urzad/zestawienia/", reports.reports, name="reports"),
    path("urzad/zestawienia/<slug:code>.xlsx", reports.download, {"kind": "xlsx"}, name="download"),
    path("urzad/zestawienia/<slug:code>.csv", reports.download, {"kind": "csv"}, name="download-csv"),
    path("urzad/zestawienia/lista/wniosek/", reports.propose_list, name="propose-list"),
    path("urzad/zestawienia/lista/<row:pk>/zgoda/", reports.confirm_list, name="confirm-list"),
    path("urzad/zestawienia/lista/<row:pk>/", reports.named_list, name="named-list"),
]
