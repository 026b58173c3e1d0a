"""A town's own questions as fields of a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Question
from wibo.rulebook.proposing.questions import NO, YES, QuestionKind
from wibo.ui.fields import LongText

PREFIX = "pytanie_"
_YES_NO = [(YES, _("Tak")), (NO, _("Nie"))]


class DeclarationField(forms.BooleanField):
    """A tick that cleans to the word that is stored: "tak", or nothing."""

    def clean(self, value: Any) -> Any:
        """The word."""
        return YES if super().clean(value) else ""

    def prepare_value(self, value: Any) -> Any:
        """Ticked where the word is stored."""
        return value in (YES, True, "on")


class WholeNumberField(forms.IntegerField):
    """A number that is stored as its digits."""

    def clean(self, value: Any) -> Any:
        """The digits; empty for nothing."""
        number = super().clean(value)
        return "" if number is None else str(number)


def field_of(question: Question) -> forms.Field:
    """The field in which a question is answered; never required in a draft."""
    kind = QuestionKind(question.kind)
    shared: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": False}
    if kind is QuestionKind.NUMBER:
        return WholeNumberField(**shared, min_value=0, max_value=10**12)
    if kind is QuestionKind.DECLARATION:
        return DeclarationField(**shared)
    if kind is QuestionKind.TEXT:
        return forms.CharField(**shared, max_length=4000, widget=LongText(rows=4))
    options = _YES_NO if kind is QuestionKind.YES_NO else [(one, one) for one in question.options]
    return forms.ChoiceField(**shared, choices=options, widget=forms.RadioSelect)
