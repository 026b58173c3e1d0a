"""The columns of a file of proposals, by heading."""

from dataclasses import dataclass

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
)
LONGEST = {
    field.name: field.max_length
    for field in Proposal._meta.fields
    if field.name in TEXTS and field.max_length
}
LIMIT = 5000


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
