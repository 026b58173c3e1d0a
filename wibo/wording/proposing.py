"""The parts of an application and what it lacks, in Polish."""

from wibo.rulebook.proposing.lacking import Lack, LackKind
from wibo.rulebook.proposing.parts import FILES, QUESTIONS, Arrival, Ground, Need, Part, Purpose
from wibo.rulebook.spelling.money import zloty_short
from wibo.rulebook.spelling.polish import counted

PARTS = {
    Part.TITLE: "Tytuł",
    Part.POOL: "Pula",
    Part.CATEGORY: "Kategoria",
    Part.SUMMARY: "Krótki opis",
    Part.LOCATION: "Miejsce",
    Part.PLOT: "Numer działki",
    Part.GROUND: "Czyj jest teren",
    Part.DESCRIPTION: "Dokładny opis",
    Part.JUSTIFICATION: "Uzasadnienie: po co i dla kogo",
    Part.COSTS: "Koszty",
    Part.UPKEEP: "Koszt utrzymania w roku",
    Part.PHONE: "Telefon do kontaktu",
    Part.GUARDIAN: "Wiek autora i zgoda opiekuna",
}
# What a call for corrections can reopen beside parts.
_REOPENED = {QUESTIONS: "Odpowiedzi na pytania urzędu", FILES: "Załączniki"}
NEEDS = {
    Need.OFF: "nie pytamy",
    Need.OPTIONAL: "można podać",
    Need.NEEDED: "trzeba podać",
}
GROUNDS = {
    Ground.TOWN: "Gminy",
    Ground.OTHER: "Innego właściciela",
    Ground.UNKNOWN: "Nie wiem",
}
PURPOSES = {
    Purpose.SUPPORT: "Lista poparcia",
    Purpose.OWNER: "Zgoda właściciela terenu",
    Purpose.GUARDIAN: "Zgoda opiekuna",
    Purpose.MAP: "Mapa albo szkic",
    Purpose.SCAN: "Skan wniosku papierowego",
    Purpose.APPEAL: "Załącznik do odwołania",
    Purpose.OTHER: "Inny",
}
ARRIVALS = {
    Arrival.DESK: "osobiście",
    Arrival.POST: "pocztą",
    Arrival.EMAIL: "e-mailem",
    Arrival.E_DELIVERY: "przez e-Doręczenia albo ePUAP",
    Arrival.OTHER: "w inny sposób",
}
_EMPTY = {
    Part.TITLE: "Nadaj tytuł.",
    Part.POOL: "Wybierz pulę, z której projekt ma być opłacony.",
    Part.CATEGORY: "Wybierz kategorię.",
    Part.SUMMARY: "Napisz krótki opis.",
    Part.LOCATION: "Podaj miejsce.",
    Part.PLOT: "Podaj numer działki.",
    Part.GROUND: "Zaznacz, czyj jest teren.",
    Part.DESCRIPTION: "Napisz dokładny opis.",
    Part.JUSTIFICATION: "Napisz uzasadnienie: po co i dla kogo.",
    Part.COSTS: "Wypisz koszty: co najmniej jedną pozycję.",
    Part.UPKEEP: "Podaj, ile będzie kosztować utrzymanie w roku (może być 0).",
    Part.PHONE: "Podaj telefon do kontaktu.",
    Part.GUARDIAN: "Zaznacz, czy wnioskodawca ma ukończone 18 lat.",
}
_KINDS = {
    LackKind.NO_OWNERS_CONSENT: "Dołącz zgodę właściciela terenu, bo teren nie należy do gminy.",
    LackKind.NO_GUARDIAN: "Podaj imię i nazwisko opiekuna.",
    LackKind.NO_GUARDIANS_CONSENT: "Dołącz zgodę opiekuna, bo autor nie ma 18 lat.",
}
_MONEY = {
    LackKind.OVER_POOL: "Zmniejsz koszt: jest wyższy niż cała pula ({}).",
    LackKind.TOO_DEAR: "Zmniejsz koszt: jeden projekt może kosztować najwyżej {}.",
    LackKind.TOO_CHEAP: "Sprawdź koszt: jeden projekt musi kosztować co najmniej {}.",
}


def label_of(part: str) -> str:
    """The name of a part of a proposal, of its files or of its answers, by code. Raises ValueError for another."""
    return _REOPENED.get(part) or PARTS[Part(part)]


def told(lack: Lack, question: str = "") -> str:
    """What to do about it, as a sentence; `question` is the label of the town's own question that it names."""
    if lack.kind is LackKind.EMPTY and lack.part is not None:
        return _EMPTY[lack.part]
    if lack.kind in _MONEY:
        return _MONEY[lack.kind].format(zloty_short(lack.fact))
    if lack.kind is LackKind.NO_SUPPORT:
        people = counted(lack.fact, "osoby", "osób", "osób")
        return f"Potrzeba jeszcze poparcia {people}: na liście z podpisami albo przez internet, jeśli gmina go zbiera."
    if lack.kind is LackKind.UNANSWERED:
        return f"Odpowiedz na pytanie: {question}"
    return _KINDS[lack.kind]
