"""The questions of both cards. The heads of the merit card are those that the law allows to judge.

Source: art. 5a ust. 7 of the Municipal Self-Government Act (legality, technical feasibility, formal
requirements) and review cards of Częstochowa, Kraków and Sosnowiec.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question answered yes, no or not applicable; `head` groups them on the card."""

    code: str
    question: str
    head: str = ""


FORMAL = (
    Criterion("F1", "Czy wniosek złożono w terminie?"),
    Criterion("F2", "Czy użyto właściwego formularza i wypełniono wszystkie wymagane pola?"),
    Criterion("F3", "Czy wnioskodawca jest uprawniony (mieszka w gminie)?"),
    Criterion("F4", "Czy wskazano pulę i miejsce?"),
    Criterion("F5", "Czy koszt mieści się w puli?"),
    Criterion("F6", "Czy dołączono wymagane załączniki?"),
    Criterion("F7", "Czy treść jest zgodna z prawem i nikogo nie obraża?"),
)
MERIT = (
    Criterion("M1", "Czy to zadanie własne gminy?", "Zgodność z prawem"),
    Criterion("M2", "Czy jest zgodne z planem miejscowym i wydanymi decyzjami?", "Zgodność z prawem"),
    Criterion("M3", "Czy działka należy do gminy i jest wolna od roszczeń?", "Zgodność z prawem"),
    Criterion("M4", "Czy da się je wykonać w tym miejscu?", "Wykonalność"),
    Criterion("M5", "Czy da się je wykonać w roku budżetowym?", "Wykonalność"),
    Criterion("M6", "Czy będzie ogólnodostępne?", "Wymogi uchwały"),
    Criterion("M7", "Czy gmina może ponosić późniejsze koszty utrzymania?", "Wymogi uchwały"),
)
ANSWERS = (("yes", "Tak"), ("no", "Nie"), ("na", "Nie dotyczy"))


def answered(criteria: tuple[Criterion, ...], answers: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """The card for reading and printing: each question with its answer in words and the note."""
    words = dict(ANSWERS)
    return [
        {
            "code": criterion.code,
            "question": criterion.question,
            "answer": words.get(answers.get(criterion.code, {}).get("answer", ""), "–"),
            "note": answers.get(criterion.code, {}).get("note", ""),
        }
        for criterion in criteria
    ]
