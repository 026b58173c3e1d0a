"""Addresses of proposals."""

from django.urls import path

from wibo.proposals.views import office, public, resident

app_name = "proposals"
urlpatterns = [
    path("wnioski/", public.public_list, name="public-list"),
    path("wnioski/<int:pk>/", public.public_detail, name="public-detail"),
    path("pliki/<int:pk>/", public.attachment, name="attachment"),
    path("moje/", resident.mine, name="mine"),
    path("moje/nowy/", resident.new, name="new"),
    path("moje/<int:pk>/", resident.own, name="own"),
    path("moje/<int:pk>/zmien/", resident.edit, name="edit"),
    path("moje/<int:pk>/zloz/", resident.submit, name="submit"),
    path("moje/<int:pk>/uzupelnij/", resident.supplement, name="supplement"),
    path("moje/<int:pk>/wycofaj/", resident.withdraw, name="withdraw"),
    path("moje/<int:pk>/usun/", resident.delete, name="delete"),
    path("moje/<int:pk>/plik/", resident.attach, name="attach"),
    path("moje/plik/<int:pk>/usun/", resident.detach, name="detach"),
    path("urzad/wnioski/", office.office_list, name="office-list"),
    path("urzad/wnioski/papierowy/", office.register, name="register"),
    path("urzad/wnioski/z-pliku/", office.import_file, name="import"),
    path("urzad/wnioski/wzor.csv", office.template_file, name="template-file"),
    path("urzad/wnioski/<int:pk>/", office.office_detail, name="office-detail"),
    path("urzad/wnioski/<int:pk>/uzupelniony/", office.supplement, name="office-supplement"),
    path("urzad/pliki/<int:pk>/jawnosc/", office.publish_attachment, name="publish-attachment"),
]
