"""The cells of one row as values of a proposal, each with what is wrong with it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from wibo.editions.models import Category, Edition, Pool, Question
from wibo.proposals.forms.questions import PREFIX, field_of
from wibo.proposals.importing.columns import LONGEST, TEXTS, CellFault
from wibo.proposals.importing.known import Known
from wibo.proposals.sorting import searchable
from wibo.rulebook.people.codes import is_telephone
from wibo.rulebook.proposing.questions import NO, YES, QuestionKind
from wibo.rulebook.spelling.days import parse_day
from wibo.rulebook.spelling.money import MoneyError, parse_zloty
from wibo.rulebook.spelling.texts import tidy, unprintable
from wibo.wording.quoting import quoted


class Cells:
    """One row. `on` is the day after which nothing can have come in."""

    def __init__(self, cells: dict[str, str], *, edition: Edition, known: Known, on: date) -> None:
        self._cells = {name: tidy(text) for name, text in cells.items()}
        self._edition, self._known, self._on = edition, known, on
        self._faults: list[CellFault] = []

    @property
    def number(self) -> str:
        """The number that the row names."""
        return self._known.plain_number(self._cells.get("number", ""))

    def values(self, is_new: bool) -> tuple[dict[str, Any], list[CellFault]]:
        """The fields that the row sets, with "cost" in grosze; and what is wrong. Of one that is there, filled cells only."""
        found: dict[str, Any] = {name: self._text(name) for name in TEXTS}
        found["pool"], found["category"] = self._pool(is_new), self._category()
        found["cost"] = self._money("cost", needed=is_new)
        found["upkeep"] = self._money("upkeep", needed=False)
        found["received_on"] = self._day()
        if is_new and not found["title"]:
            self._fault("title", "brak tytułu")
        kept = {name: value for name, value in found.items() if value not in (None, "")}
        return kept, self._faults

    def answers(self) -> dict[int, str]:
        """What the row says to the town's own questions, by their ids; empty cells say nothing. Faults are added."""
        found = {}
        for question in self._known.questions:
            text = self._cells.get(f"{PREFIX}{question.pk}", "")
            try:
                answer = _answer(question, text) if text else ""
            except ValidationError as error:
                self._fault(f"{PREFIX}{question.pk}", f"{error.messages[0].rstrip('.')}: {quoted(text)}")
                continue
            if answer:
                found[question.pk] = answer
        return found

    def _fault(self, column: str, words: str) -> None:
        self._faults.append(CellFault(column, words))

    def _text(self, name: str) -> str:
        text = self._cells.get(name, "")
        most = LONGEST[name]
        if len(text) > most:
            self._fault(name, f"ma {len(text)} znaków, a może mieć {most}. Skróć w pliku")
        if name == "title" and (signs := unprintable(text)):
            self._fault(name, f"tytuł ma znaki, których nie da się wydrukować na karcie: {quoted(signs)}")
        if name == "author_email" and text:
            try:
                validate_email(text)
            except ValidationError:
                self._fault(name, f"niepoprawny e-mail: {quoted(text)}")
        if name == "author_phone" and text and not is_telephone(text):
            self._fault(name, f"to nie jest numer telefonu: {quoted(text)}; wpisz go albo zostaw puste")
        return text

    def _pool(self, is_new: bool) -> Pool | None:
        name, pools = self._cells.get("pool", ""), self._known.pools
        if not name and not is_new:
            return None
        if not name and len(pools) == 1:
            return next(iter(pools.values()))
        pool = pools.get(searchable(name))
        if pool is None:
            names = ", ".join(one.name for one in pools.values())
            said = f"nie ma puli „{quoted(name)}”" if name else "nie podano puli"
            self._fault("pool", f"{said}; są: {names}")
        return pool

    def _category(self) -> Category | None:
        name, categories = self._cells.get("category", ""), self._known.categories
        category = categories.get(searchable(name))
        if name and category is None:
            names = ", ".join(one.name for one in categories.values()) or "żadne"
            self._fault("category", f"nie ma kategorii „{quoted(name)}”; są: {names}")
        return category

    def _money(self, name: str, *, needed: bool) -> int | None:
        text = self._cells.get(name, "")
        if not text and not needed:
            return None
        try:
            return parse_zloty(text)
        except MoneyError:
            self._fault(
                name,
                f"to nie jest kwota: {quoted(text)}"
                if text
                else "komórka jest pusta, a kwota jest potrzebna",
            )
            return None

    def _day(self) -> date | None:
        text = self._cells.get("received_on", "")
        day = parse_day(text)
        if text and day is None:
            self._fault("received_on", f"to nie jest data: {quoted(text)}; wpisz ją jak 15.04.2027")
        if day is not None and day > self._on:
            self._fault("received_on", f"data jest w przyszłości: {quoted(text)}")
        return day


def _answer(question: Question, text: str) -> str:
    """An answer as the form would keep it, however its letters are cased. Raises ValidationError."""
    kind = QuestionKind(question.kind)
    if kind is QuestionKind.DECLARATION:
        words = {YES: YES, NO: ""}
        if searchable(text) not in words:
            raise ValidationError(f"wpisz „{YES}” albo „{NO}”")
        return words[searchable(text)]
    options = [YES, NO] if kind is QuestionKind.YES_NO else question.options
    same = next((one for one in options if searchable(one) == searchable(text)), text)
    return str(field_of(question).clean(same))
