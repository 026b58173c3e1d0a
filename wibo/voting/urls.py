"""Addresses of voting."""

from django.urls import path

from wibo.voting.ballot.views import catalogue, colliding, office, shortlist
from wibo.voting.booth.views import booth, choosing, entrance, preview
from wibo.voting.course.views import protests, schedule, watching
from wibo.voting.electorate import views as register
from wibo.voting.papers.views import batches, disputes, keying
from wibo.voting.urn import views as receipts

app_name = "voting"
urlpatterns = [
    path("projekty/<row:pk>/", catalogue.project, name="project"),
    path("porownanie/", shortlist.compare, name="compare"),
    path("porownanie/zmien/", shortlist.change, name="shortlist"),
    path("glosowanie/", entrance.start, name="start"),
    path("glosowanie/kim-jestes/", entrance.identify, name="identify"),
    path("glosowanie/nie-przyjeto/", entrance.not_accepted, name="not-accepted"),
    path("glosowanie/potwierdz/", entrance.confirm, name="confirm"),
    path("glosowanie/potwierdz/nowy-numer/", entrance.resend, name="resend"),
    path("glosowanie/gdzie-mieszkasz/", booth.area, name="area"),
    path("glosowanie/wybor/<row:pool>/", choosing.choose, name="choose"),
    path("glosowanie/sprawdz/", booth.review, name="review"),
    path("glosowanie/oddaj/", booth.submit, name="cast"),
    path("glosowanie/przyjety/", booth.receipt, name="receipt"),
    path("glosowanie/stanowisko/", entrance.station, name="station"),
    path("glosowanie/nastepna-osoba/", entrance.next_voter, name="next-voter"),
    path("glosowanie/przyjety/wyslij/", booth.mail_receipt, name="mail-receipt"),
    path("potwierdzenie/", receipts.check_receipt, name="check-receipt"),
    path("potwierdzenia/", receipts.receipts, name="receipts"),
    path("potwierdzenia.csv", receipts.receipts_file, name="receipts-file"),
    path("urzad/edycja/harmonogram/", schedule.change_schedule, name="change-schedule"),
    path("urzad/karta/", office.ballot, name="ballot"),
    path("urzad/karta/uloz/", office.draw_up, name="draw-up"),
    path("urzad/karta/zamroz/", office.freeze_ballot, name="freeze"),
    path("urzad/karta/podglad/", preview.preview, name="ballot-preview"),
    path("urzad/karta/kolejnosc/", office.order_by_hand, name="order-by-hand"),
    path("urzad/karta/<row:pk>/sprostuj/", office.correct_project, name="correct-project"),
    path("urzad/karta/<row:pk>/wykluczenia/", colliding.collisions, name="collisions"),
    path("urzad/protesty/", protests.protests, name="protests"),
    path("urzad/protesty/nowy/", protests.new_protest, name="protest-new"),
    path("urzad/protesty/<row:pk>/", protests.decide, name="protest"),
    path("urzad/projekty/<row:pk>/skresl/", office.strike_project, name="strike"),
    path("urzad/glosowanie/", watching.course, name="course"),
    path("urzad/glosowanie/przedluz/", watching.prolong, name="extend"),
    path("urzad/glosowanie/wstrzymaj/", watching.propose_pause, name="propose-pause"),
    path("urzad/glosowanie/<row:pk>/potwierdz/", watching.confirm_pause, name="confirm-pause"),
    path("urzad/wykaz/", register.register, name="register"),
    path("urzad/wykaz/wczytaj/", register.load, name="register-load"),
    path("urzad/wykaz/popraw/", register.mend, name="register-mend"),
    path("urzad/wykaz/dopisz/", register.add, name="register-add"),
    path("urzad/wykaz/klucz/", register.tag_key, name="register-key"),
    path("urzad/karty/", batches.batches, name="batches"),
    path("urzad/karty/nowa/", batches.new_batch, name="batch-new"),
    path("urzad/karty/<row:pk>/", batches.batch, name="batch"),
    path("urzad/karty/<row:pk>/policz/", batches.count, name="batch-count"),
    path("urzad/karty/<row:pk>/wpisz/", keying.key, name="key"),
    path("urzad/karty/<row:pk>/drugi-raz/", keying.again, name="key-again"),
    path("urzad/karty/<row:pk>/sprawdz/<row:serial>/", keying.third, name="key-third"),
    path("urzad/karty/<row:pk>/popraw/<row:serial>/", keying.anew, name="key-anew"),
    path("urzad/karty/<row:pk>/sporna/", disputes.ask, name="dispute-new"),
    path("urzad/karty/sporne/", disputes.disputes, name="disputes"),
    path("urzad/karty/sporne/<row:pk>/", disputes.answer, name="dispute"),
    path("urzad/karty/<row:pk>/zamknij/", batches.close, name="batch-close"),
]
