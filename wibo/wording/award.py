"""An award in words: why a project won or did not, and the steps of the count."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wibo.rulebook.award.alternatives import Other
from wibo.rulebook.award.verdicts import Kind, Outcome, Step, Verdict
from wibo.rulebook.spelling.money import zloty, zloty_short
from wibo.rulebook.spelling.numbering import natural_key
from wibo.rulebook.spelling.polish import counted, grouped, points, votes

Facts = Mapping[str, Any]


def numbers(projects: Iterable[str]) -> str:
    """Numbers of projects in their order: "nr 3, 7"."""
    return f"nr {', '.join(sorted(projects, key=natural_key))}"


def result(facts: Facts) -> str:
    """A result with its unit: "124 głosy"."""
    return points(facts["result"]) if facts["unit"] == "points" else votes(facts["result"])


def reason(verdict: Verdict) -> str:
    """Why a project won or did not, in a sentence or two, as its row of the result says it."""
    return f"{_REASONS[verdict.kind](verdict.facts)}{_drawn(verdict.facts)}"


def step(told: Step) -> str:
    """A step of the count, as the log of the award says it."""
    facts = told.verdict.facts
    if not told.project:
        return _ABOUT_POOL[told.verdict.kind](facts)
    rest = "Uzupełnienie: " if facts.get("rest") else ""
    return f"{rest}Projekt {told.project}{_head(facts)}: {_STEPS[told.verdict.kind](facts)}"


def steps(outcome: Outcome) -> list[str]:
    """All steps in words."""
    return [step(told) for told in outcome.steps]


def _drawn(facts: Facts) -> str:
    if not facts.get("drawn"):
        return ""
    return f" Miał tyle samo co {numbers(facts['drawn'])}: zdecydowało rozstrzygnięcie remisu."


def each(facts: Facts) -> int:
    """What each supporter of a project that came short would have had to add, in grosze, rounded up."""
    missing: int = facts["cost"] - facts["had"]
    supporters: int = facts["votes"]
    return -(-missing // supporters)


def _tied(facts: Facts) -> str:
    if facts["with"]:
        return f"Remis z {numbers(facts['with'])}: czeka na rozstrzygnięcie."
    return f"Zależy od remisu projektów {numbers(facts['upon'])}, który czeka na rozstrzygnięcie."


def _unvoted(facts: Facts) -> str:
    return "nie dostał żadnego punktu" if facts.get("unit") == "points" else "nikt na niego nie zagłosował"


_REASONS: dict[Kind, Callable[[Facts], str]] = {
    Kind.FITS: lambda f: f"Wygrał: gdy przyszła jego kolej, w puli było {zloty_short(f['left'])}.",
    Kind.LAST: lambda f: (
        f"Wygrał jako ostatni: w puli było {zloty_short(f['left'])}, co najmniej {f['percent']}% jego kosztu."
    ),
    Kind.BOUGHT: lambda f: (
        f"Wygrał: koszt pokryły swoimi udziałami osoby, które go wybrały ({grouped(f['votes'])}), "
        f"najwyżej po {zloty(f['at_most'])}."
    ),
    Kind.REST: lambda f: (
        f"Wygrał z reszty puli, według kolejności głosów: było w niej jeszcze {zloty_short(f['left'])}."
    ),
    Kind.NO_BALLOTS: lambda _: "Nie wygrał: nikt nie oddał ważnego głosu na tę listę.",
    Kind.UNVOTED: lambda f: f"Nie wygrał: {_unvoted(f)}.",
    Kind.BELOW: lambda f: f"Nie wygrał: próg to {f['needed']}, a ma {f['result']}.",
    Kind.SMALL_SUPPORT: lambda f: (
        f"Nie wygrał: za małe poparcie w stosunku do kosztu, potrzeba {votes(f['needed'])}, a ma {f['votes']}."
    ),
    Kind.EXCLUDED: lambda f: f"Nie wygrał: wyklucza się z projektem nr {f['by']}, który wygrał.",
    Kind.NO_ROOM: lambda f: (
        f"Nie wygrał: zabrakło {zloty_short(f['cost'] - f['left'])}. Kosztował {zloty_short(f['cost'])}, a w puli zostało "
        f"{zloty_short(f['left'])}."
    ),
    Kind.ENDED: lambda f: (
        f"Nie wygrał: przydział zakończył się wcześniej, na projekcie nr {f['at']}, na który nie starczyło pieniędzy."
    ),
    Kind.LIMIT: lambda f: (
        f"Nie wygrał: wygrać może najwyżej {counted(f['most'], 'projekt', 'projekty', 'projektów')}."
    ),
    Kind.SHORT: lambda f: (
        f"Nie wygrał: zabrakło {zloty(f['cost'] - f['had'])}. Osobom, które go wybrały, zostało razem {zloty(f['had'])}; "
        f"w tym liczeniu (naprawdę nikt nie płaci) każdej z nich ({grouped(f['votes'])}) brakowało jeszcze po {zloty(each(f))}."
    ),
    Kind.STRUCK: lambda _: "Skreślony z listy, nie brał udziału w podziale.",
    Kind.TIED: _tied,
    Kind.TOLD: lambda f: str(f["words"]),
}


def _head(facts: Facts) -> str:
    """What a step of one project begins with: its result, its cost and what was left."""
    said = [result(facts)] if "result" in facts else [votes(facts["votes"])] if "votes" in facts else []
    if "cost" in facts:
        said.append(f"koszt {zloty(facts['cost'])}")
    if "left" in facts:
        said.append(f"w puli {zloty(facts['left'])}")
    return f" ({', '.join(said)})" if said else ""


_STEPS: dict[Kind, Callable[[Facts], str]] = {
    Kind.FITS: lambda _: "wybrany",
    Kind.LAST: lambda f: f"wybrany jako ostatni, bo zostało co najmniej {f['percent']}% jego kosztu",
    Kind.BOUGHT: lambda f: f"popierający płacą najwyżej po {zloty(f['at_most'])}, wybrany",
    Kind.REST: lambda _: "wybrany",
    Kind.UNVOTED: lambda f: f"{_unvoted(f)}, nie bierze udziału w podziale",
    Kind.BELOW: lambda f: f"poniżej progu {f['needed']}",
    Kind.SMALL_SUPPORT: lambda f: (
        f"za małe poparcie w stosunku do kosztu (potrzeba {f['needed']}), nie bierze udziału w podziale"
    ),
    Kind.EXCLUDED: lambda f: f"pominięty, wyklucza się z wybranym projektem {f['by']}",
    Kind.NO_ROOM: lambda _: "nie mieści się",
    Kind.ENDED: lambda f: f"nie rozpatrywany, przydział zakończył się na projekcie {f['at']}",
    Kind.LIMIT: lambda f: (
        f"nie rozpatrywany, osiągnięto limit: {counted(f['most'], 'projekt', 'projekty', 'projektów')}"
    ),
    Kind.SHORT: lambda f: f"popierającym zostało razem {zloty(f['had'])}, to za mało",
    Kind.TOLD: lambda f: str(f["words"]),
}

_ABOUT_POOL: dict[Kind, Callable[[Facts], str]] = {
    Kind.NO_BALLOTS: lambda _: "Nikt nie oddał ważnego głosu na tę listę, więc nikt nie wygrywa",
    Kind.SHARE: lambda f: (
        f"Każda osoba, która głosowała, ma w tym liczeniu do dyspozycji {zloty(f['endowment'])}"
    ),
    Kind.COMPARED: lambda f: (
        f"Porównanie: {f['for_shares']} głosujących zyskuje na metodzie równych udziałów, "
        f"{f['for_votes']} na kolejności głosów"
    ),
    Kind.VOTES_PREVAIL: lambda _: "Obowiązuje lista według kolejności głosów",
    Kind.EQUALS: lambda f: (
        f"Projekty {numbers(f['projects'])} mają równy wynik; ich kolejność nie zmienia listy wybranych"
    ),
    Kind.TOLD: lambda f: str(f["words"]),
}


# How a draw is made, for whoever repeats it (rulebook.award.lots).
DRAW = (
    "Dla każdego projektu liczymy skrót SHA-256 napisu „ziarno:numer” (kodowanie UTF-8). Kolejność to kolejność skrótów "
    "zapisanych szesnastkowo, od najmniejszego."
)


def trial(endowment: int) -> str:
    """How far a rule that raises shares is: the share (grosze) that it tries."""
    return f"próba z udziałem {zloty(endowment)}"


_OTHERS: dict[Other, str] = {
    Other.SKIP: "kolejność wyniku, pomijając projekty, które się nie mieszczą",
    Other.STOP: "kolejność wyniku do pierwszego, który się nie mieści",
    Other.STOP_THEN_80: "kolejność wyniku; pierwszy, który się nie mieści, wygrywa przy 80% kosztu",
    Other.VOTES: "liczba osób zamiast punktów, pomijając za drogie",
    Other.SHARES: "metoda równych udziałów",
    Other.SHARES_THEN_VOTES: "metoda równych udziałów, resztę według kolejności głosów",
    Other.SHARES_RAISED: "metoda równych udziałów z podnoszeniem udziałów o 1 zł",
}
_BY_CODE: dict[str, str] = {name.value: words for name, words in _OTHERS.items()}


def other_rule(code: str) -> str:
    """The name of a rule that a result is compared with; comparisons from before version 0.4 keep the name itself."""
    return _BY_CODE.get(code, code)
