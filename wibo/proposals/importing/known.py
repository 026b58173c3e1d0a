"""What is there already: pools, categories, numbers and proposals that a row of a file may name or repeat."""

from collections.abc import Iterator
from typing import Any

from wibo.editions.models import Category, Edition, Pool, Question
from wibo.proposals.forms.questions import PREFIX
from wibo.proposals.importing.columns import HEADINGS, CellFault
from wibo.proposals.models import Proposal
from wibo.proposals.sorting import searchable
from wibo.proposals.statuses import OUT
from wibo.rulebook.proposing.numbers import number_in
from wibo.rulebook.spelling.numbering import is_number
from wibo.wording.quoting import quoted

Likeness = tuple[str, int | None, str, str]


class Known:
    """Read once for a file; remembers its earlier rows, too."""

    def __init__(self, edition: Edition, *, update: bool) -> None:
        self.pools: dict[str, Pool] = {searchable(pool.name): pool for pool in edition.pools.all()}
        self.categories: dict[str, Category] = {
            searchable(one.name): one for one in Category.objects.filter(edition=edition)
        }
        self.questions = list(Question.objects.filter(edition=edition, is_on=True))
        self._headings = HEADINGS | {f"{PREFIX}{one.pk}": one.label for one in self.questions}
        self.update = update
        self._pattern, self._year = edition.number_pattern, edition.year
        rows = Proposal.objects.filter(edition=edition).submitted().select_related("pool", "category")
        there = list(rows.prefetch_related("cost_lines", "answers"))
        self._numbered = {proposal.number: proposal for proposal in there}
        self._titles = {plain(proposal.title): f"wniosek nr {proposal.number}" for proposal in there}
        self._alike: dict[Likeness, str] = {
            likeness(proposal.title, proposal.pool_id, proposal.location, proposal.author_name): (
                f"wniosek nr {proposal.number}"
            )
            for proposal in there
        }
        self._lines: dict[str, int] = {}

    def plain_number(self, typed: str) -> str:
        """The number that a cell names, also in the pattern that letters and prints bear."""
        return number_in(self._pattern, typed, self._year)

    def numbered(self, number: str) -> Proposal | None:
        """The proposal that a row with this number changes; None where it makes a new one."""
        return self._numbered.get(number) if self.update and number else None

    def heading(self, column: str) -> str:
        """What a column is called; empty for the whole row."""
        return self._headings.get(column, "")

    def titled(self, title: str) -> str:
        """Which proposal has such a title, in words; empty for none."""
        return self._titles.get(plain(title), "")

    def faults(
        self, line: int, number: str, values: dict[str, Any], existing: Proposal | None
    ) -> Iterator[CellFault]:
        """What a row cannot be, because it is there."""
        yield from self._of_number(line, number, existing)
        if not number:
            yield from self._of_likeness(line, values)

    def _of_number(self, line: int, number: str, existing: Proposal | None) -> Iterator[CellFault]:
        if not number:
            return
        if not is_number(number) or not number[0].isalnum():
            yield CellFault(
                "number",
                f"numer zaczyna się od litery albo cyfry i może mieć jeszcze znaki . / - _, do 40 znaków: {quoted(number)}",
            )
        if existing is not None and existing.status in OUT:
            yield CellFault(
                "number", f"wniosek nr {quoted(number)} jest wycofany albo jest duplikatem; usuń ten wiersz"
            )
        if number in self._lines:
            yield CellFault("number", f"numer {quoted(number)} ma już wiersz {self._lines[number]}")
        elif number in self._numbered and existing is None:
            yield CellFault(
                "number",
                f"wniosek nr {quoted(number)} już jest; żeby go zmienić, zaznacz „Zmień wnioski, które już są”",
            )
        self._lines.setdefault(number, line)

    def _of_likeness(self, line: int, values: dict[str, Any]) -> Iterator[CellFault]:
        """The same file loaded twice would make everything twice; a row with a number of its own is another proposal."""
        pool = values.get("pool")
        same = likeness(
            values.get("title", ""),
            pool.pk if pool else None,
            values.get("location", ""),
            values.get("author_name", ""),
        )
        if same in self._alike:
            yield CellFault(
                "",
                f"taki sam {self._alike[same]} już jest. Usuń ten wiersz, a jeśli to inny wniosek, nadaj mu numer w "
                "kolumnie „numer”",
            )
        self._alike.setdefault(same, f"wniosek z wiersza {line}")


def plain(title: str) -> str:
    """A title by its letters and digits alone."""
    return "".join(sign for sign in searchable(title) if sign.isalnum())


def likeness(title: str, pool: int | None, location: str, author: str) -> Likeness:
    """What two rows have in common that are one proposal."""
    return searchable(title), pool, searchable(location), searchable(author)
