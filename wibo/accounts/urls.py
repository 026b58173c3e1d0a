"""Addresses of accounts."""

from django.urls import path

from wibo.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("zaloz/", views.sign_up, name="sign-up"),
    path("sprawdz-poczte/", views.check_mail, name="check-mail"),
    path("potwierdz/<str:uid>/<str:token>/", views.confirm, name="confirm"),
    path("zaloguj/", views.sign_in, name="sign-in"),
    path("wyloguj/", views.sign_out, name="sign-out"),
    path("haslo/", views.forgotten, name="forgotten"),
    path("haslo/<str:uid>/<str:token>/", views.reset, name="reset"),
]
