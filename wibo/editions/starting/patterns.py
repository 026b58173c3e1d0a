"""Five patterns of editions, as small towns run them: rules, lists and dates to begin with, all to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wibo.rulebook.calendar.plans import VOTING_ALONE, WHOLE, Span
from wibo.rulebook.voting.voting_rules import AreaRule

_GREEDY = {"rule": "greedy"}
_SHARES = {"rule": "equal-shares", "completion": "add1", "comparison": True}


@dataclass(frozen=True, slots=True)
class List:
    """A pool: its share of the money in percent, the place of its area among those of the pattern, its way of voting."""

    name: str
    percent: int
    area: int | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    award: Mapping[str, Any] = field(default_factory=lambda: _GREEDY)


@dataclass(frozen=True, slots=True)
class Pattern:
    """`columns` are fields of the edition, `rules` settings of `VotingRules`."""

    name: str
    about: str
    lists: tuple[List, ...]
    areas: tuple[str, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    plan: tuple[Span, ...] = WHOLE


_DISTRICTS = ("Osiedle 1", "Osiedle 2", "Osiedle 3")

# By the word in the form.
PATTERNS: dict[str, Pattern] = {
    "wies": Pattern(
        "Mała gmina wiejska",
        "Jedna lista dla całej gminy, do trzech projektów, karta także do wydrukowania w domu.",
        (List("Cała gmina", 100, columns={"max_length": 3}),),
        columns={"home_ballot": True},
    ),
    "miasto": Pattern(
        "Miasto z osiedlami",
        "40% pieniędzy na projekty całego miasta, reszta po równo na osiedla. Każdy głosuje na listę miasta i swojego osiedla.",
        (
            List("Całe miasto", 40, columns={"max_length": 3}),
            *(List(name, 20, at, {"max_length": 3}) for at, name in enumerate(_DISTRICTS)),
        ),
        areas=_DISTRICTS,
        rules={"area_rule": AreaRule.OWN.value},
    ),
    "glosowanie": Pattern(
        "Samo głosowanie",
        "Wnioski zebrano i oceniono wcześniej: wczytasz je z pliku. Terminy tylko od głosowania.",
        (List("Cała gmina", 100, columns={"max_length": 3}),),
        plan=VOTING_ALONE,
    ),
    "udzialy": Pattern(
        "Metoda równych udziałów",
        "Jedna lista, dowolnie wiele wskazań. Pieniądze dzieli się po równo między głosujących, więc wygrywa więcej grup.",
        (List("Cała gmina", 100, columns={"max_length": None}, award=_SHARES),),
    ),
    "mlodziez": Pattern(
        "Budżet młodzieżowy",
        "Jedna lista, jeden projekt, głosują też dzieci; młodsi niż 13 lat za zgodą opiekuna. Górnej granicy wieku system nie sprawdza.",
        (List("Budżet młodzieżowy", 100, columns={"max_length": 1}),),
        rules={"guardian_age": 13},
    ),
}
