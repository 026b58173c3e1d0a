"""Why a ballot, or a list of it, is invalid: the words of each code, in Polish."""

from wibo.rulebook.voting.reasons import Reason

WORDS: dict[Reason, str] = {
    Reason.NO_CHOICE: "brak wyboru",
    Reason.TOO_MANY: "za dużo wskazań",
    Reason.TOO_FEW: "za mało wskazań",
    Reason.OVER_COST: "przekroczona kwota",
    Reason.WRONG_POINTS: "błędna punktacja",
    Reason.NAME_MISSING: "brak albo nieczytelne imię i nazwisko",
    Reason.ADDRESS_MISSING: "brak albo nieczytelny adres",
    Reason.PESEL_WRONG: "brak albo błędny numer PESEL",
    Reason.NO_SIGNATURE: "brak podpisu",
    Reason.NO_DECLARATION: "brak oświadczenia",
    Reason.NO_GUARDIAN: "brak zgody opiekuna",
    Reason.AGE: "wiek poza regulaminem",
    Reason.NOT_RESIDENT: "osoby nie ma w wykazie uprawnionych",
    Reason.WRONG_AREA: "niewłaściwy obszar",
    Reason.DUPLICATE: "głos wielokrotny",
    Reason.WRONG_FORM: "zły wzór karty albo brak pieczęci",
    Reason.PHOTOCOPY: "kserokopia wypełnionej karty",
    Reason.LATE: "karta złożona po terminie",
    Reason.CROSSED_OUT: "skreślenia lub poprawki",
    Reason.NOT_CONFIRMED: "głos niepotwierdzony",
    Reason.OUTSIDE_BOX: "karta złożona poza punktem do głosowania",
    Reason.OTHER: "inny powód",
}


def in_words(code: str) -> str:
    """The code with its words: "N15: głos wielokrotny"."""
    return f"{code}: {WORDS[Reason(code)]}"
