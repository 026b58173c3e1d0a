"""What to mend on a list before it can be cast: a sentence with the numbers, and the field that it is about."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from wibo.access.refusal import Refused
from wibo.rulebook.spelling.money import zloty_short
from wibo.rulebook.voting.ballots import HIGHEST_POINTS, Marks, Misfit, misfit
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.ballot.lists import PoolList
from wibo.voting.ballot.marking import from_form


@dataclass(frozen=True, slots=True)
class Mend:
    """A sentence, and the row of the project whose field it speaks of; None for the list as a whole."""

    words: str
    project: int | None = None


def to_mend(entry: PoolList, data: Any) -> Mend | None:
    """What is wrong with a list as its form says it; None when it may be cast."""
    try:
        marks = from_form(entry, data)
    except Refused as refused:
        return Mend(refused.message, _row_of(entry, refused.field or ""))
    return to_mend_in(entry, marks)


def to_mend_in(entry: PoolList, marks: Marks) -> Mend | None:
    """What is wrong with marks on a list; None when they may be cast."""
    found = misfit(marks, entry.rule.rules, entry.rule.costs)
    return Mend(_words(entry, found), _row_of(entry, found.project)) if found else None


def _row_of(entry: PoolList, number: str) -> int | None:
    return next((project.pk for project in entry.projects if project.number == number), None)


def _words(entry: PoolList, found: Misfit) -> str:
    if found.reason is Reason.WRONG_POINTS:
        return _of_points(entry, found)
    return _SENTENCES.get(found.reason, _of_anything)(found)


def _of_points(entry: PoolList, found: Misfit) -> str:
    if found.project:
        said = _of_one(found)
        title = next((one.title for one in entry.projects if one.number == found.project), "")
        return gettext("Projekt nr {number}, „{title}”: {said}").format(
            number=found.project, title=title, said=said
        )
    if found.excess > 0:
        return gettext("Za dużo punktów: rozdano {given}, a jest {asked}. Odejmij {over}.").format(
            given=found.given, asked=found.asked, over=found.excess
        )
    return gettext("Za mało punktów: rozdano {given}, potrzeba {asked}. Dodaj {missing}.").format(
        given=found.given, asked=found.asked, missing=-found.excess
    )


def _of_one(found: Misfit) -> str:
    if found.given > HIGHEST_POINTS:
        return gettext("wpisz liczbę punktów cyframi, na przykład 2, albo zostaw puste pole.")
    if not found.asked:
        return gettext("liczbę punktów {given} dostał już inny projekt. Każdą można dać raz.").format(
            given=found.given
        )
    return gettext("{given} to za dużo. Jeden projekt może dostać punktów najwyżej {asked}.").format(
        given=found.given, asked=found.asked
    )


def _of_too_many(found: Misfit) -> str:
    return gettext(
        "Za dużo projektów: wybrano {given}, można najwyżej {asked}. Zrezygnuj z co najmniej {over}."
    ).format(given=found.given, asked=found.asked, over=found.excess)


def _of_too_few(found: Misfit) -> str:
    return gettext(
        "Za mało projektów: wybrano {given}, potrzeba co najmniej {asked}. Wybierz jeszcze {missing}."
    ).format(given=found.given, asked=found.asked, missing=-found.excess)


def _of_cost(found: Misfit) -> str:
    return gettext(
        "Za drogo: wybrane projekty kosztują razem {given}, a można wybrać za {asked}. To o {over} za dużo."
    ).format(given=zloty_short(found.given), asked=zloty_short(found.asked), over=zloty_short(found.excess))


def _of_nothing(found: Misfit) -> str:
    return gettext("Nic nie jest wybrane. Wybierz co najmniej jeden projekt albo pomiń tę listę.")


def _of_anything(found: Misfit) -> str:
    return gettext("Ten wybór łamie zasady. Popraw go.")


_SENTENCES = {
    Reason.NO_CHOICE: _of_nothing,
    Reason.TOO_MANY: _of_too_many,
    Reason.TOO_FEW: _of_too_few,
    Reason.OVER_COST: _of_cost,
}
