"""What is said of personal columns: whose they are, what for, by what right, how they go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wibo.rulebook.calendar.keeping import Clock

SERVICE = "art. 6 ust. 1 lit. e RODO w związku z art. 5a ustawy o samorządzie gminnym"
LAW = "art. 6 ust. 1 lit. c RODO (rozliczalność, instrukcja kancelaryjna)"
CONSENT = "art. 6 ust. 1 lit. a RODO (sama osoba o to poprosiła i może zrezygnować)"


class How(StrEnum):
    """How it goes: whole rows; columns are emptied; the key without which it says nothing is destroyed; with the account."""

    ROWS = "rows"
    COLUMNS = "columns"
    KEY = "key"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Processed:
    """Personal columns of a model. `path` leads from its rows to the edition ("" where they belong to none); `only` narrows the
    rows, as of a queryset. `whom` and `what` are words of the register.
    """

    model: str
    columns: tuple[str, ...]
    whom: str
    what: str
    purpose: str
    basis: str
    how: How
    clock: Clock | None = None
    path: str = ""
    only: Mapping[str, object] = field(default_factory=dict)
