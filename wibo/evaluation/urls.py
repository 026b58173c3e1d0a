"""Addresses of evaluation."""

from django.urls import path

from wibo.evaluation.views import office, resident

app_name = "evaluation"
urlpatterns = [
    path("urzad/ocena-formalna/", office.formal, name="formal-queue"),
    path("urzad/ocena-formalna/<row:pk>/", office.formal, name="formal"),
    path("urzad/ocena-merytoryczna/", office.merit, name="merit-queue"),
    path("urzad/ocena-merytoryczna/<row:pk>/", office.merit, name="merit"),
    path("urzad/odwolania/", office.appeals, name="appeals"),
    path("urzad/odwolania/<row:pk>/", office.decide_appeal, name="decide-appeal"),
    path("moje/<row:pk>/odwolanie/", resident.appeal, name="appeal"),
]
