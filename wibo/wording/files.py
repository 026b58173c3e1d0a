"""What is wrong with a file of an election or with the settings of its rule, in Polish."""

from collections.abc import Mapping
from typing import Any

from wibo.rulebook.files.faults import PabulibError, PbFault, RuleError, RuleFault
from wibo.wording.quoting import quoted

# So many unknown settings a message names.
_NAMED = 5

_PB: dict[PbFault, str] = {
    PbFault.NO_META: "plik powinien zaczynać się od słowa META",
    PbFault.NO_SECTION: "brak części {name} albo jest pusta",
    PbFault.NOT_TEXT: "bajt zerowy: to nie jest plik tekstowy",
    PbFault.NOT_UTF8: "plik nie jest zapisany w UTF-8",
    PbFault.UNCLOSED: "cudzysłów, który się tu otwiera, nie jest zamknięty",
    PbFault.UNREADABLE: "nie da się odczytać wiersza: za długa komórka albo znak spoza tekstu",
    PbFault.BROKEN_LINE: "w środku wiersza jest znak końca wiersza (CR); zapisz plik z końcami LF albo CRLF",
    PbFault.NO_PAIR: "w części META wiersz ma postać klucz;wartość",
    PbFault.NO_KEY: "w części META brak klucza {key}",
    PbFault.NO_AMOUNT: "{key} nie jest kwotą: {value}",
    PbFault.NO_COUNT: "{key} ma być liczbą całkowitą od 0 do {most}, a jest: {value}",
    PbFault.UNKNOWN_TYPE: "nieznany vote_type: {value}",
    PbFault.OTHER_COUNT: "{key} to {stated}, a wierszy jest {found}",
    PbFault.NO_COLUMN: "brak kolumny {name}",
    PbFault.OTHER_WIDTH: "komórek jest {cells}, a kolumn {columns}",
    PbFault.BAD_PROJECT: "niepoprawny numer projektu: {value}",
    PbFault.PROJECT_TWICE: "powtórzony numer projektu: {value}",
    PbFault.NO_COST: "koszt nie jest kwotą: {value}",
    PbFault.BAD_VOTER: "brak albo powtórzony voter_id: {value}",
    PbFault.UNKNOWN_PROJECT: "głos na nieznany projekt: {value}",
    PbFault.BAD_POINTS: "punkty to liczby całkowite od 0 do {most}, a jest: {value}",
    PbFault.OTHER_POINTS: "projektów jest {projects}, a punktów {points}",
}
_RULES: dict[RuleFault, str] = {
    RuleFault.UNKNOWN_SETTINGS: "nieznane ustawienia zasady: {names}",
    RuleFault.UNKNOWN_RULE: "nieznana zasada: {value}; podaj greedy albo equal-shares",
    RuleFault.SHARES_OF_POINTS: (
        "metoda równych udziałów liczy osoby, które wybrały projekt; przy punktach i kolejności wybierz "
        "kolejność wyniku (--rule greedy)"
    ),
    RuleFault.NO_NUMBERS: "{name} to lista numerów projektów w cudzysłowach",
    RuleFault.NO_GROUPS: "collisions to lista grup numerów projektów",
    RuleFault.NO_SUCH_VALUE: "{name}: nie ma wartości „{value}”; są: {allowed}",
    RuleFault.NO_COUNT: "{name} ma być liczbą całkowitą od {least} do {most}, a jest: {value}",
    RuleFault.NO_FLAG: "{name} ma być true albo false",
    RuleFault.UNREADABLE: (
        "zasady „{value}” nie da się odczytać z META; podaj opcje: --rule greedy {wanted} oraz, gdy trzeba, "
        "--order-by, --threshold, --exclude"
    ),
    RuleFault.NOT_JSON: "pliku {file} nie da się odczytać jako JSON",
    RuleFault.NO_OBJECT: "plik {file} ma zawierać jeden obiekt JSON",
}


def told(error: Exception) -> str:
    """The fault as a sentence, with its line first where it has one; anything else as it says itself."""
    if isinstance(error, PabulibError):
        return f"wiersz {error.line}: {_PB[error.kind].format(**_shortened(error.facts))}"
    if isinstance(error, RuleError):
        return _RULES[error.kind].format(**_shortened(error.facts) | _listed(error))
    return str(error)


def _shortened(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with what somebody wrote made fit to be shown."""
    return {name: quoted(value) if name == "value" else value for name, value in facts.items()}


def _listed(error: RuleError) -> dict[str, str]:
    """Facts that are lists, in a row."""
    listed = {}
    if "names" in error.facts:
        names = error.facts["names"]
        more = " i inne" if len(names) > _NAMED else ""
        listed["names"] = ", ".join(map(quoted, names[:_NAMED])) + more
    if "allowed" in error.facts:
        listed["allowed"] = ", ".join(error.facts["allowed"])
    return listed
