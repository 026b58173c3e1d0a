"""The cards and grounds that a town begins with.

Source: art. 5a ust. 7 of the Municipal Self-Government Act (legality, technical feasibility, formal requirements) and
review cards of Częstochowa, Kraków and Sosnowiec.
"""

from wibo.evaluation.models.cards import CardKind
from wibo.rulebook.evaluating.cards import Criterion, Head

_RESOLUTION = "uchwała rady w sprawie budżetu obywatelskiego"
_ACT = "art. 5a ust. 7 pkt 3 ustawy o samorządzie gminnym"

CARDS: dict[str, tuple[Criterion, ...]] = {
    CardKind.FORMAL: (
        Criterion("F1", "Czy wniosek złożono w terminie?", basis=_RESOLUTION),
        Criterion("F2", "Czy wypełniono wszystkie wymagane pola?", basis=_RESOLUTION),
        Criterion(
            "F3",
            "Czy wnioskodawca mieszka w gminie?",
            hint="Zameldowanie nie jest potrzebne: wystarczy oświadczenie.",
            basis="art. 5a ust. 1 ustawy o samorządzie gminnym, art. 25 Kodeksu cywilnego",
        ),
        Criterion(
            "F4",
            "Czy dołączono zgodę opiekuna, jeśli autor jest niepełnoletni?",
            basis=_RESOLUTION,
        ),
        Criterion("F5", "Czy wskazano pulę i miejsce?", basis=_RESOLUTION),
        Criterion(
            "F6",
            "Czy jest tyle ważnych podpisów poparcia, ile trzeba?",
            hint="Nie więcej niż 0,1 % mieszkańców obszaru.",
            basis="art. 5a ust. 7 pkt 2 ustawy o samorządzie gminnym",
        ),
        Criterion("F7", "Czy koszt mieści się w puli i w limitach?", basis=_RESOLUTION),
        Criterion("F8", "Czy dołączono wymagane załączniki?", basis=_RESOLUTION),
        Criterion("F9", "Czy treść jest zgodna z prawem i nikogo nie obraża?", Head.LEGAL, basis=_ACT),
    ),
    CardKind.MERIT: (
        Criterion(
            "M1",
            "Czy to zadanie własne gminy?",
            Head.LEGAL,
            basis="art. 7 ust. 1 ustawy o samorządzie gminnym",
        ),
        Criterion("M2", "Czy jest zgodne z planem miejscowym i wydanymi decyzjami?", Head.LEGAL, basis=_ACT),
        Criterion(
            "M3",
            "Czy działka należy do gminy i jest wolna od roszczeń?",
            Head.LEGAL,
            hint="Sprawdź księgę wieczystą i umowy dzierżawy.",
            basis=_ACT,
        ),
        Criterion("M4", "Czy da się je wykonać w tym miejscu?", Head.FEASIBLE, basis=_ACT),
        Criterion(
            "M5",
            "Czy da się je wykonać w roku budżetowym?",
            Head.FEASIBLE,
            basis="art. 5a ust. 4 ustawy o samorządzie gminnym",
        ),
        Criterion("M6", "Czy będzie ogólnodostępne?", Head.RESOLUTION, basis=_RESOLUTION),
        Criterion(
            "M7", "Czy gmina może ponosić późniejsze koszty utrzymania?", Head.RESOLUTION, basis=_RESOLUTION
        ),
    ),
}

# Name, words of the reasons, basis.
GROUNDS = (
    (
        "Cudza działka",
        "Działka nie należy do gminy, a właściciel nie wyraził zgody na jej użycie. Gmina nie może wydać pieniędzy na "
        "cudzym terenie bez tytułu prawnego.",
        "art. 7 ust. 1 ustawy o samorządzie gminnym",
    ),
    (
        "Nie jest zadaniem gminy",
        "Projekt nie należy do zadań własnych gminy.",
        "art. 7 ust. 1 ustawy o samorządzie gminnym",
    ),
    (
        "Niezgodny z planem",
        "Projekt jest niezgodny z miejscowym planem zagospodarowania przestrzennego dla tego terenu.",
        "miejscowy plan zagospodarowania przestrzennego",
    ),
    (
        "Nie do wykonania w tym miejscu",
        "Projektu nie da się wykonać w tym miejscu z powodów technicznych.",
        _ACT,
    ),
    (
        "Nie do wykonania w rok",
        "Projektu nie da się wykonać w ciągu roku budżetowego.",
        "art. 5a ust. 4 ustawy o samorządzie gminnym",
    ),
    (
        "Koszt ponad pulę",
        "Koszt sprawdzony przez urząd jest wyższy niż pula, z której projekt miał być opłacony.",
        _RESOLUTION,
    ),
    ("Braki nieuzupełnione", "Wnioskodawca nie uzupełnił braków w terminie z wezwania.", _RESOLUTION),
    ("Za mało podpisów", "Wniosek poparło mniej osób, niż wymaga uchwała.", _RESOLUTION),
)
