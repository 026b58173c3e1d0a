"""A regulation entered on the coordinator's pages, in the order in which a coordinator comes to them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.regulations.filling import filled
from wibo.editions.forms.rules import TITLES
from wibo.editions.models import Edition
from wibo.proposals.models import ImportDraft
from wibo.rulebook.people.identity import IdentityKind

EDITION = "/urzad/edycja/"
BASIS = "uchwała rady"
# All stages stand open, so that each town's own question is asked of its rule and not of its dates.
DATES = {
    "Zgłaszanie wniosków": ("2027-09-01T08:00", "2027-10-20T15:30"),
    "Ocena wniosków": ("2027-09-01T08:00", "2027-10-20T15:30"),
    "Odwołania": ("2027-09-01T08:00", "2027-10-20T15:30"),
    "Głosowanie przez internet": ("2027-10-10T08:00", "2027-10-24T23:59"),
    "Głosowanie na papierze": ("2027-10-10T08:00", "2027-10-24T15:30"),
    "Wpisywanie kart papierowych": ("2027-10-10T08:00", "2027-10-27T15:30"),
    "Wyniki i zamknięcie": ("2027-11-02T08:00", "2027-11-12T15:30"),
}


def entered(visit, town):
    """The edition with the town's rules and dates; projects are not in yet."""
    filled(visit, f"{EDITION}nowa/", {"Nazwa": f"Budżet obywatelski: {town.name}"})
    edition = Edition.objects.get()
    _settings(visit, town)
    for area in town.areas:
        filled(visit, f"{EDITION}obszar/", {**area, "Powód zmiany": BASIS})
    for pool in town.pools:
        filled(visit, f"{EDITION}pula/", {**pool, "Powód zmiany": BASIS})
    topics = {str(title): topic for topic, title in TITLES.items()}
    for title, answers in town.rules.items():
        path = f"{EDITION}zasady/{topics[title].value}/"
        filled(visit, path, {**answers, "Podstawa albo powód": BASIS})
    dates = {f"{stage}: Od": begins for stage, (begins, _) in DATES.items()}
    dates |= {f"{stage}: Do (ta minuta jeszcze się liczy)": ends for stage, (_, ends) in DATES.items()}
    filled(visit, f"{EDITION}harmonogram/", {**dates, "Powód zmiany": BASIS})
    return edition


def _settings(visit, town):
    if town.settings:
        filled(visit, f"{EDITION}ustawienia/", {**town.settings, "Powód zmiany": BASIS})
    if town.numbering:
        filled(visit, f"{EDITION}formularz/skladanie/", {**town.numbering, "Powód zmiany": BASIS})
    if town.evaluation:
        filled(visit, "/urzad/zasady-oceny/", {**town.evaluation, "Powód": BASIS})


def loaded(visit, town):
    """The town's projects, admitted, from a file."""
    asked = {"Jaki stan mają mieć nowe wnioski": "Dopuszczone do głosowania: oceniono je poza systemem"}
    file = SimpleUploadedFile("projekty.csv", _lines(town).encode())
    path = "/urzad/wnioski/z-pliku/"
    filled(visit, path, {**asked, "Podstawa dopuszczenia": BASIS}, file=file)
    filled(visit, f"{path}{ImportDraft.objects.get().pk}/wczytaj/", {}, page=path)


def _lines(town):
    """The file of projects as an office writes it."""
    rows = [
        f"{number};Projekt {number};{pool};{cost};{town.received.get(number, '')}"
        for pool, costs in town.projects.items()
        for number, cost in costs.items()
    ]
    return "\n".join(["numer;tytuł;pula;koszt;data wpływu", *rows])


def frozen(visit, town):
    """The ballot drawn up in the town's order and frozen."""
    filled(visit, "/urzad/karta/uloz/", town.order, page="/urzad/karta/")
    filled(visit, "/urzad/karta/zamroz/", {}, page="/urzad/karta/")


def register_of(visit, edition, pesels):
    """The list of entitled people, where the edition asks for one."""
    edition.refresh_from_db()
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        return
    lines = "\n".join(f"{pesel};{name}" for pesel, name in pesels)
    heading = {"none": "uwagi"}.get(edition.voting.factor.value, "imię ojca")
    file = SimpleUploadedFile("wykaz.csv", f"PESEL;{heading}\n{lines}\n".encode())
    filled(visit, "/urzad/wykaz/", {}, file=file)
    act = "/urzad/wykaz/wczytaj/"
    filled(visit, act, {}, page="/urzad/wykaz/")
