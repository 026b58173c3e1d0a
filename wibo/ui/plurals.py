"""A number with its noun in the language of the page."""

from collections.abc import Callable

from django.utils.translation import get_language, gettext

from wibo.rulebook.spelling import polish


def _ukrainian(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2


# Which of a noun's forms a number takes: of two in English, of three in Ukrainian.
_FORM: dict[str, Callable[[int], int]] = {"en": lambda number: int(number != 1), "uk": _ukrainian}


def counted(number: int, forms: str) -> str:
    """A number with its noun; `forms` are the three of Polish, and in the catalogue those of another language."""
    form = _FORM.get(get_language() or "pl")
    if form is None:
        return polish.counted(number, *forms.split(","))
    return f"{polish.grouped(number)}\N{NO-BREAK SPACE}{gettext(forms).split(',')[form(number)]}"


def decimal(value: float) -> str:
    """A number to a tenth, with the sign that the language of the page puts between."""
    return f"{value:.1f}" if get_language() == "en" else f"{value:.1f}".replace(".", ",")
