"""Addresses of proposals."""

from django.urls import path

from wibo.proposals.views import (
    drafting,
    files,
    importing,
    maps,
    mending,
    office,
    pictures,
    preview,
    public,
    resident,
)

app_name = "proposals"
urlpatterns = [
    path("wnioski/", public.public_list, name="public-list"),
    path("wnioski/<row:pk>/", public.public_detail, name="public-detail"),
    path("mapa/<row:pk>/warstwy.json", maps.layers, name="map-layers"),
    path("obrazy/<row:pk>/<slug:size>.<slug:kind>", pictures.picture, name="picture"),
    path("pliki/<row:pk>/", public.attachment, name="attachment"),
    path("moje/", resident.mine, name="mine"),
    path("moje/nowy/", drafting.new, name="new"),
    path("moje/<row:pk>/", resident.own, name="own"),
    path("moje/<row:pk>/krok/zalaczniki/", files.files, name="files"),
    path("moje/<row:pk>/krok/<slug:name>/", drafting.step, name="step"),
    path("moje/<row:pk>/zloz/", resident.submit, name="submit"),
    path("moje/<row:pk>/uzupelnij/", resident.supplement, name="supplement"),
    path("moje/<row:pk>/wycofaj/", resident.withdraw, name="withdraw"),
    path("moje/<row:pk>/usun/", resident.delete, name="delete"),
    path("moje/obraz/<row:pk>/usun/", files.unpicture, name="unpicture"),
    path("moje/plik/<row:pk>/usun/", files.detach, name="detach"),
    path("urzad/edycja/formularz/podglad/", preview.preview, name="preview"),
    path("urzad/edycja/formularz/podglad/<slug:name>/", preview.preview, name="preview-step"),
    path("urzad/wnioski/", office.office_list, name="office-list"),
    path("urzad/wnioski/papierowy/", office.register, name="register"),
    path("urzad/wnioski/z-pliku/", importing.import_file, name="import"),
    path("urzad/wnioski/z-pliku/<row:pk>/wczytaj/", importing.load_file, name="import-load"),
    path("urzad/wnioski/z-pliku/odrzuc/", importing.drop_file, name="import-drop"),
    path("urzad/wnioski/wzor.csv", importing.template_file, name="template-file"),
    path("urzad/wnioski/<row:pk>/", office.office_detail, name="office-detail"),
    path("urzad/wnioski/<row:pk>/zmien/", mending.mend, name="mend"),
    path("urzad/wnioski/<row:pk>/uzupelniony/", office.supplement, name="office-supplement"),
    path("urzad/obrazy/<row:pk>/ukryj/", pictures.hide, name="hide-picture"),
    path("urzad/obrazy/<row:pk>/pokaz/", pictures.show, name="show-picture"),
    path("urzad/pliki/<row:pk>/jawnosc/", office.publish_attachment, name="publish-attachment"),
]
