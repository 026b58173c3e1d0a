"""Addresses of accounts."""

from django.urls import path

from wibo.accounts import officials, own_factor, own_keys, provider_pages, support_pages, views

app_name = "accounts"
urlpatterns = [
    path("konto/", views.me, name="me"),
    path("konto/zaloz/", views.sign_up, name="sign-up"),
    path("konto/sprawdz-poczte/", views.check_mail, name="check-mail"),
    path("konto/potwierdz/<str:uid>/<str:token>/", views.confirm, name="confirm"),
    path("konto/zaloguj/", views.sign_in, name="sign-in"),
    path("konto/dostawca/", provider_pages.lead_there, name="provider"),
    path("konto/dostawca/powrot/", provider_pages.back, name="provider-back"),
    path("konto/wyloguj/", views.sign_out, name="sign-out"),
    path("konto/haslo/", views.forgotten, name="forgotten"),
    path("konto/haslo/<str:uid>/<str:token>/", views.reset, name="reset"),
    path("konto/telefon/", own_factor.telephone, name="telephone"),
    path("konto/klucze/nowy/", own_keys.add, name="add-key"),
    path("konto/klucze/nowy/dodaj/", own_keys.make, name="make-key"),
    path("konto/kody/", own_keys.print_codes, name="new-codes"),
    path("konto/klucze/<row:pk>/usun/", own_keys.remove, name="remove-key"),
    path("konto/sesje/<row:pk>/zakoncz/", own_factor.end, name="end-session"),
    path("urzad/osoby/<row:pk>/telefon/", own_factor.remove, name="remove-telephone"),
    path("urzad/osoby/wsparcie/", support_pages.sessions, name="support"),
    path("urzad/osoby/wsparcie/<row:pk>/zakoncz/", support_pages.end, name="end-support"),
    path("_wsparcie/<str:word>/", support_pages.door, name="support-door"),
    path("urzad/osoby/", officials.officials, name="officials"),
    path("urzad/osoby/przeglad/", officials.review, name="review"),
    path("urzad/osoby/nowe/", officials.fresh, name="fresh"),
    path("urzad/osoby/<row:pk>/potwierdz/", officials.confirm_role, name="confirm-role"),
    path("urzad/osoby/<row:pk>/odbierz/", officials.revoke, name="revoke"),
]
