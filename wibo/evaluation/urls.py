"""Addresses of evaluation."""

from django.urls import path

from wibo.evaluation.views import announcing, appeals, case, desk, resident, settings, units

app_name = "evaluation"
urlpatterns = [
    path("urzad/ocena-formalna/", desk.formal, name="formal-queue"),
    path("urzad/ocena-formalna/<row:pk>/", desk.formal, name="formal"),
    path("urzad/ocena-merytoryczna/", desk.merit, name="merit-queue"),
    path("urzad/ocena-merytoryczna/<row:pk>/", desk.merit, name="merit"),
    path("urzad/ocena/<row:pk>/szkic/<slug:kind>/", desk.keep, name="keep"),
    path("urzad/ocena/<row:pk>/cofnij/", case.take_back, name="take-back"),
    path("urzad/ocena/<row:pk>/sprostuj/", case.correct, name="correct"),
    path("urzad/ocena/<row:pk>/cofnij-wezwanie/", case.take_back_call, name="take-back-call"),
    path("urzad/ocena/<row:pk>/wylacz/", case.step_back, name="step-back"),
    path("urzad/ocena/<row:pk>/notatka/", case.note, name="note"),
    path("urzad/ocena/<row:pk>/opinia/", case.ask_opinion, name="ask-opinion"),
    path("urzad/ocena/<row:pk>/zmiana/", case.propose_change, name="propose-change"),
    path("urzad/ocena/<row:pk>/polacz/", case.propose_merge, name="propose-merge"),
    path("urzad/ocena/<row:pk>/odwolanie/", case.register_appeal, name="register-appeal"),
    path("urzad/zmiany/<row:pk>/odpowiedz/", case.answer_change, name="answer-change"),
    path("urzad/zmiany/<row:pk>/wycofaj/", case.take_back_change, name="take-back-change"),
    path("urzad/zgody/<row:pk>/odpowiedz/", case.answer_merge, name="answer-merge"),
    path("urzad/polaczenia/<row:pk>/wycofaj/", case.give_merge_up, name="give-merge-up"),
    path("urzad/opinie/", units.opinions, name="opinions"),
    path("urzad/opinie/<row:pk>/", units.opinion, name="opinion"),
    path("urzad/ogloszenie/", announcing.announcement, name="announcement"),
    path("urzad/ogloszenie/oglos/", announcing.announce, name="announce"),
    path("urzad/ogloszenie/bez-dnia/", announcing.forget_day, name="forget-day"),
    path("urzad/przydzial/", announcing.assignment, name="assignment"),
    path("urzad/odwolania/", appeals.appeals, name="appeals"),
    path("urzad/odwolania/<row:pk>/", appeals.decide, name="decide-appeal"),
    path("urzad/odwolania/<row:pk>/wysluchanie/", appeals.hear, name="hear-appeal"),
    path("urzad/zasady-oceny/", settings.rules, name="rules"),
    path("urzad/zasady-oceny/karty/<slug:kind>/", settings.card, name="card"),
    path("urzad/zasady-oceny/podstawy/", settings.grounds, name="grounds"),
    path("urzad/zasady-oceny/podstawy/<row:pk>/wylacz/", settings.drop_ground, name="drop-ground"),
    path("urzad/zasady-oceny/jednostki/", settings.units, name="units"),
    path("urzad/zasady-oceny/jednostki/<row:pk>/", settings.unit, name="unit"),
    path("urzad/zasady-oceny/zastepstwa/", settings.substitutes, name="substitutes"),
    path("urzad/zasady-oceny/zastepstwa/<row:pk>/usun/", settings.end_substitution, name="end-substitution"),
    path("moje/<row:pk>/odwolanie/", resident.appeal, name="appeal"),
    path("moje/zmiana/<row:pk>/", resident.answer_change, name="my-change"),
    path("moje/polaczenie/<row:pk>/", resident.answer_merge, name="my-merge"),
]
