"""Evaluation in Polish: heads of criteria, results, faults of a card, rules of an edition."""

from wibo.rulebook.evaluating.cards import CardFault, Fault, Given, Head, Result
from wibo.rulebook.evaluating.rules import Announced, Decides

HEADS = {
    Head.FORMAL: "Wymogi formalne",
    Head.LEGAL: "Zgodność z prawem",
    Head.FEASIBLE: "Wykonalność techniczna",
    Head.RESOLUTION: "Wymogi uchwały",
    Head.OTHER: "Inne",
}
ANSWERS = {Given.YES: "Tak", Given.NO: "Nie", Given.NOT_APPLICABLE: "Nie dotyczy"}
RESULTS = {
    Result.POSITIVE: "pozytywny",
    Result.SUPPLEMENT: "wezwanie do uzupełnienia",
    Result.NEGATIVE: "negatywny",
}
ANNOUNCED = {
    Announced.EACH: "Od razu, każdy osobno",
    Announced.TOGETHER: "Wszystkie razem; do tego czasu widzi je tylko urząd",
}
DECIDES = {
    Decides.EVALUATOR: "Oceniający merytorycznie",
    Decides.COORDINATOR: "Administrator gminy, po opiniach",
    Decides.COMMISSION: "Komisja, po opiniach",
}
BEYOND_THE_LAW = (
    "Pyta o coś innego niż zgodność z prawem, wykonalność i wymogi formalne. Ustawa pozwala oceniać tylko to "
    "(art. 5a ust. 7 pkt 3 ustawy o samorządzie gminnym), więc odmowa z tego powodu może zostać uchylona."
)


def card_fault(fault: CardFault) -> str:
    """What is to be done about a fault of a card."""
    places = ", ".join(map(str, fault.places))
    return {
        Fault.UNANSWERED: f"Odpowiedz na pytania: {places}.",
        Fault.NO_REASONS: "Napisz uzasadnienie. Zobaczy je wnioskodawca i każdy mieszkaniec.",
        Fault.YES_DESPITE_NO: f"Wynik jest pozytywny, a odpowiedź „Nie” stoi przy pytaniach: {places}. Popraw je albo napisz "
        "uzasadnienie.",
    }[fault.kind]
