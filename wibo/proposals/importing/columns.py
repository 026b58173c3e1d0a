"""The columns of a file of proposals, by heading."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wibo.editions.models import Question
from wibo.proposals.forms.questions import PREFIX
from wibo.proposals.models import Proposal
from wibo.rulebook.files.tables import Column

COLUMNS = (
    Column("number", "numer", ("nr", "numer wniosku")),
    Column("title", "tytuł", ("nazwa", "tytul wniosku", "nazwa projektu"), needed=True),
    Column("pool", "pula"),
    Column("category", "kategoria"),
    Column(
        "cost",
        "koszt",
        ("kwota", "koszt calkowity", "koszt brutto", "szacunkowy koszt", "wartosc"),
        needed=True,
    ),
    Column("location", "miejsce", ("lokalizacja",)),
    Column("plot", "działka", ("numer dzialki", "nr dzialki")),
    Column("summary", "opis", ("krotki opis", "skrocony opis")),
    Column("description", "dokładny opis", ("opis szczegolowy", "opis pelny")),
    Column("justification", "uzasadnienie"),
    Column("upkeep", "koszt utrzymania", ("utrzymanie", "koszt roczny")),
    Column("author_name", "wnioskodawca", ("autor",)),
    Column("author_email", "e-mail", ("email", "e-mail wnioskodawcy")),
    Column("author_phone", "telefon"),
    Column("author_address", "adres"),
    Column("received_on", "data wpływu"),
    Column("office_number", "numer w urzędzie", ("znak sprawy", "numer z rejestru")),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
# Cells that are the proposal's text as it stands.
TEXTS = (
    "title",
    "location",
    "plot",
    "summary",
    "description",
    "justification",
    "author_name",
    "author_email",
    "author_phone",
    "author_address",
    "office_number",
)
LONGEST = {
    field.name: field.max_length
    for field in Proposal._meta.fields
    if field.name in TEXTS and field.max_length
}
LIMIT = 5000


def columns_of(questions: Iterable[Question], *, update: bool = False) -> tuple[Column, ...]:
    """All columns of an edition: the usual ones, and one for each question of the town's own, by its words.

    Where proposals that are there are changed (`update`), only their number is needed beside what changes.

    A question called as a usual column is called cannot be told from it and has none.
    """
    usual = frozenset().union(*(column.headings for column in COLUMNS))
    own = [Column(f"{PREFIX}{one.pk}", one.label) for one in questions]
    asked = COLUMNS if not update else tuple(replace(one, needed=one.name == "number") for one in COLUMNS)
    return (*asked, *(column for column in own if not column.headings & usual))


@dataclass(frozen=True, slots=True)
class Change:
    """What a column of a proposal that is there says now, and what the row would make of it."""

    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.column}: „{self.before or 'puste'}” → „{self.after}”"


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell, by the name of its column ("" for the whole row)."""

    column: str
    words: str
