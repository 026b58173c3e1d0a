"""What the office of an invented town writes for everyone: news of each step, documents, questions and answers."""

from django.core.files.uploadedfile import SimpleUploadedFile

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.bulletin.actions import Written, add_text
from wibo.bulletin.models import Kind, Text
from wibo.demo.mapping import place_in
from wibo.documents.engine.pdf import pdf
from wibo.documents.rules.data import rules_data
from wibo.editions.models import Edition, VotingPlace
from wibo.editions.places import save_place
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act
from wibo.results.models import Publication

_RESULT = "Wyniki są ogłoszone"
# Days of the plan on which something was said, with what.
_NEWS = (
    (
        0,
        "Ruszył nabór pomysłów",
        "Od dziś można zgłaszać pomysły: **przez internet** albo na papierze w urzędzie. Formularz prowadzi krok po "
        "kroku, a szkic zapisuje się sam.\n\nNie wiesz, ile kosztuje ławka albo lampa? Zajrzyj do "
        "[cennika w formularzu](/moje/nowy/).",
    ),
    (
        6,
        "Maraton pisania wniosków",
        "Pomożemy opisać pomysł, policzyć koszty i znaleźć miejsce na mapie. Czekamy tu: {office}.\n\n"
        "- wtorek, godz. 16–19\n- czwartek, godz. 16–19\n\nMożna przyjść z dziećmi.",
    ),
    (
        32,
        "Znamy wszystkie pomysły",
        "Nabór się skończył. Teraz urząd sprawdza, co da się zrobić. Przy [każdym wniosku](/wnioski/) zobaczysz, na "
        "czym stoi.",
    ),
    (
        93,
        "Lista projektów jest gotowa",
        "Na karcie są [wszystkie dopuszczone projekty](/projekty/). Kolejność i numery już się nie zmienią.",
    ),
    (
        100,
        "Głosujemy!",
        "Głosowanie trwa dwa tygodnie: przez internet całą dobę, na papierze w godzinach pracy urzędu. "
        "[Oddaj głos](/glosowanie/).",
    ),
    (
        122,
        _RESULT,
        "Dziękujemy każdej osobie, która zagłosowała. [Zobacz, co wygrało i dlaczego](/wyniki/).",
    ),
)
_WHY_GREEDY = "Wygrywają kolejne projekty, dopóki starcza pieniędzy w puli. Tańszy może się jeszcze zmieścić, gdy droższy już nie."
_WHY_SHARES = (
    "Każda osoba, która głosowała, dostaje równą część puli, a na projekt składają się ci, którzy go wybrali. Wygrywa ten, na "
    "który złożą się jego zwolennicy, więc drogi projekt potrzebuje ich więcej. To sposób liczenia: nikt naprawdę nie płaci."
)
# Boxes that stand in the office itself.
_OF_OFFICE = ("urząd", "ratusz", "sekretariat", "biuro")
_STREETS = ("ul. Szkolna 4", "ul. Ogrodowa 2", "ul. Polna 11", "ul. Lipowa 7")
_QUESTIONS = (
    (
        "Kto może głosować?",
        "Każda osoba, która mieszka w gminie{age}. Nie trzeba być zameldowanym: kogo nie ma w wykazie, a mieszka w gminie, ten "
        "głosuje w urzędzie po oświadczeniu.",
    ),
    (
        "Czy mogę zagłosować, jeśli nie mam internetu?",
        "Tak, na papierze. Miejsca i godziny są na stronie [Zasady i terminy](/zasady/). W urzędzie jest też komputer, "
        "przy którym można zagłosować samemu.",
    ),
    (
        "Skąd mam wiedzieć, że mój głos policzono?",
        "Po oddaniu głosu dostaniesz kod potwierdzenia i od razu możesz go sprawdzić. Gdy głosowanie się skończy, na liście "
        "kodów wszystkich kart w urnie znajdziesz swój. Po ogłoszeniu wyników każdy może policzyć je jeszcze raz.",
    ),
    (
        "Czy ktoś zobaczy, na co głosuję?",
        "Wybór jest zapieczętowany do otwarcia urny przez dwie osoby. Po otwarciu nie da się powiedzieć, czyja to karta. "
        "Czego nie da się ochronić, piszemy wprost na stronie [Dane osobowe](/dane-osobowe/).",
    ),
    (
        "Dlaczego projekt, który miał więcej głosów, nie wygrał?",
        "{why} Przy każdym projekcie jest napisane, ile zabrakło.",
    ),
    (
        "Co dalej z wybranymi projektami?",
        "Budujemy je w następnym roku. Na stronie [Realizacja](/realizacja/) widać, na czym stoi każdy, także z "
        "poprzednich lat. Każdy projekt można obserwować: napiszemy o kolejnych krokach.",
    ),
)


def say(recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
    """Write what is due by today and is not written yet."""
    by = str(User.objects.by_email(recipe.login(Role.COORDINATOR)))
    written = {text.said.title for text in Text.objects.filter(edition=edition).with_versions()}
    for day, title, body in _NEWS:
        if title not in written and calendar.has_come(day) and _is_so(title, edition):
            news = Written(title, body.format(office=recipe.office), calendar.day(day))
            add_text(edition, Kind.NEWS, news, public=True, act=Act(by, calendar.at(day, 9)))
    if not written:
        _once(recipe, edition, Act(by, calendar.at(0, 9)))


def _is_so(title: str, edition: Edition) -> bool:
    """Whether what the news says has happened: a day of the plan alone publishes no result."""
    return title != _RESULT or Publication.objects.filter(edition=edition).exists()


def _once(recipe: Recipe, edition: Edition, act: Act) -> None:
    age = f" i ma ukończone {recipe.min_voter_age} lat" if recipe.min_voter_age else ", bez względu na wiek"
    shares = any(pool.award["rule"] == "equal-shares" for pool in edition.pools.all())
    why = _WHY_SHARES if shares else _WHY_GREEDY
    for position, (title, body) in enumerate(_QUESTIONS, start=1):
        answer = Written(title, body.format(age=age, why=why), position=position)
        add_text(edition, Kind.QUESTION, answer, public=True, act=act)
    resolution = SimpleUploadedFile("uchwala.pdf", pdf("rules", rules_data(edition)), "application/pdf")
    _places(recipe, edition, act)
    document = Written(f"Uchwała Rady {recipe.name_genitive}", edition.regulations, upload=resolution)
    add_text(edition, Kind.DOCUMENT, document, public=True, act=act)


def _places(recipe: Recipe, edition: Edition, act: Act) -> None:
    """Where people vote on paper: the office, and every box of the town."""
    office = recipe.office.partition(",")[0]
    boxes = (name for name, _count in recipe.boxes if not name.casefold().startswith(_OF_OFFICE))
    for position, name in enumerate(dict.fromkeys([office, *boxes]), start=1):
        address = recipe.office.partition(", ")[2] if position == 1 else _STREETS[position % len(_STREETS)]
        place = VotingPlace(
            edition=edition,
            name=name[:1].upper() + name[1:],
            address=address,
            hours="poniedziałek–piątek 8–15.30" if position == 1 else "poniedziałek–piątek 9–15",
            place=place_in(recipe, name, None),
            position=position,
        )
        save_place(place, act=act, reason="zarządzenie nr 17")
