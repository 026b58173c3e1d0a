"""Words that Django's forms say by themselves, in the product's own voice."""

from django.apps import AppConfig
from django.core.validators import MaxLengthValidator
from django.forms import BooleanField, ChoiceField, DateField, Field, FileField
from django.utils.translation import gettext_lazy as _

from wibo.ui import converters


class UiConfig(AppConfig):
    """The look, the words and the parts that every page is made of."""

    name = "wibo.ui"

    def ready(self) -> None:
        """Addresses can name rows; an empty field says what to do, not which rule it breaks."""
        converters.register()
        MaxLengthValidator.message = _("Skróć do %(limit_value)d znaków. Teraz jest ich %(show_value)d.")
        Field.default_error_messages = {**Field.default_error_messages, "required": _("Wypełnij to pole.")}
        for kind, words in (
            (ChoiceField, _("Wybierz jedną z odpowiedzi.")),
            (BooleanField, _("Zaznacz to pole.")),
            (DateField, _("Wpisz datę.")),
            (FileField, _("Wybierz plik.")),
        ):
            own = vars(kind).get("default_error_messages", {})
            kind.default_error_messages = {**own, "required": words}
