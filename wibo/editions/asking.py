"""What an edition's application asks: acts of the coordinator. Money in grosze."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError

from wibo.access.refusal import Refused
from wibo.editions.actions import journal
from wibo.editions.models import Category, Edition, PriceItem, Question
from wibo.journal.acts import Act
from wibo.journal.events.editions import ApplicationChanged
from wibo.rulebook.proposing.parts import Asked, Part, changed
from wibo.rulebook.proposing.questions import QuestionKind
from wibo.rulebook.spelling.polish import counted
from wibo.rulebook.spelling.texts import tidy
from wibo.wording.proposing import NEEDS, PARTS

_HANDING_IN = {
    "number_pattern": "wzór numeru wniosku",
    "online_support": "poparcie przez internet",
    "support_clause": "treść listy poparcia",
}


@dataclass(frozen=True, slots=True)
class Price:
    """A line of the price list; `price` of one unit in grosze."""

    name: str
    unit: str
    price: int


def _record(edition: Edition, changes: str, reason: str, act: Act) -> None:
    journal(ApplicationChanged(changes=changes, reason=reason), edition, act)


def ask_parts(edition: Edition, wanted: Asked, *, act: Act, reason: str) -> bool:
    """Say what the application asks of each part; False when nothing differs."""
    before = edition.asked
    told = [f"{PARTS[part]}: {NEEDS[need]}" for part, need in wanted.items() if before[part] is not need]
    if not told:
        return False
    with transaction.atomic():
        edition.application = changed(wanted)
        edition.save(update_fields=["application"])
        _record(edition, "; ".join(told), reason, act)
    return True


def name_categories(edition: Edition, names: Sequence[str], *, act: Act, reason: str) -> bool:
    """Set the list of categories in order; False when nothing differs.

    Raises Refused for one that is left out while proposals are of it, and for one named twice.
    """
    wanted = [" ".join(name.split()) for name in names if name.strip()]
    if len(set(wanted)) != len(wanted):
        raise Refused("Każda kategoria może być na liście raz.", "categories")
    stored = {category.name: category for category in Category.objects.filter(edition=edition)}
    if list(stored) == wanted:
        return False
    with transaction.atomic():
        for name in stored.keys() - set(wanted):
            _remove(stored[name])
        for position, name in enumerate(wanted, start=1):
            category = stored.get(name) or Category(edition=edition, name=name)
            category.position = position
            category.save()
        _record(edition, f"kategorie: {', '.join(wanted) or 'brak'}", reason, act)
    return True


def _remove(category: Category) -> None:
    try:
        category.delete()
    except ProtectedError as error:
        used = counted(len(error.protected_objects), "wniosek", "wnioski", "wniosków")
        raise Refused(
            f"Kategorii „{category.name}” nie można usunąć: ma ją {used}. Zmień najpierw kategorię tych wniosków.",
            "categories",
        ) from error


def save_question(question: Question, *, act: Act, reason: str) -> Question:
    """Add or change a question of the town's own. Raises Refused for a choice without answers to choose from.

    What is asked stays once it was answered: its words and kind cannot change under the answers.
    """
    if question.kind == QuestionKind.CHOICE and len(question.options) < 2:
        raise Refused("Wpisz co najmniej dwie odpowiedzi do wyboru, każdą w osobnym wierszu.", "choices")
    if question.kind == QuestionKind.CHOICE and len(set(question.options)) < len(question.options):
        raise Refused("Każda odpowiedź do wyboru może być na liście raz.", "choices")
    if question.pk and question.answer_set.exists():
        stored = Question.objects.get(pk=question.pk)
        if (stored.label, stored.kind) != (question.label, question.kind):
            raise Refused(
                "Na to pytanie ktoś już odpowiedział, więc jego treści i rodzaju nie można zmienić. Wyłącz je i zadaj nowe.",
                "label",
            )
    with transaction.atomic():
        question.save()
        state = "" if question.is_on else " (wyłączone)"
        _record(question.edition, f"pytanie „{question.label}”{state}", reason, act)
    return question


def write_help(edition: Edition, *, never_funded: str, fit_list: str, act: Act, reason: str) -> bool:
    """Set what authors read while they write; False when nothing differs."""
    texts = {"never_funded": tidy(never_funded), "fit_list": tidy(fit_list)}
    if all(getattr(edition, name) == text for name, text in texts.items()):
        return False
    with transaction.atomic():
        for name, text in texts.items():
            setattr(edition, name, text)
        edition.save(update_fields=list(texts))
        _record(edition, "podpowiedzi dla autorów", reason, act)
    return True


def order_parts(edition: Edition, order: Sequence[Part], *, act: Act, reason: str) -> bool:
    """Say in which order the parts are asked; False when nothing differs."""
    if list(order) == edition.order_of_parts:
        return False
    with transaction.atomic():
        edition.field_order = [part.value for part in order]
        edition.save(update_fields=["field_order"])
        _record(edition, "kolejność pól", reason, act)
    return True


def set_handing_in(
    edition: Edition, *, number_pattern: str, online_support: bool, support_clause: str, act: Act, reason: str
) -> bool:
    """Set how numbers are written and how support is collected; False when nothing differs. Raises Refused.

    Once a number was given its pattern stays: letters and prints bear it.
    """
    stored = Edition.objects.get(pk=edition.pk)
    given = {
        "number_pattern": number_pattern,
        "online_support": online_support,
        "support_clause": tidy(support_clause),
    }
    told = [_HANDING_IN[name] for name, value in given.items() if getattr(stored, name) != value]
    if not told:
        return False
    if stored.last_number and stored.number_pattern != number_pattern:
        raise Refused("Pierwsze wnioski mają już numery, więc wzoru nie można zmienić.", "number_pattern")
    with transaction.atomic():
        for name, value in given.items():
            setattr(edition, name, value)
        edition.save(update_fields=list(given))
        _record(edition, "; ".join(told), reason, act)
    return True


def set_prices(edition: Edition, prices: Sequence[Price], *, act: Act, reason: str) -> None:
    """Replace the price list as a whole."""
    with transaction.atomic():
        PriceItem.objects.filter(edition=edition).delete()
        PriceItem.objects.bulk_create(
            PriceItem(edition=edition, position=place, name=one.name, unit=one.unit, price=one.price)
            for place, one in enumerate(prices, start=1)
        )
        told = counted(len(prices), "pozycja", "pozycje", "pozycji")
        _record(edition, f"cennik: {told}", reason, act)
