"""Forms about voting as a whole: longer, stopped, protested."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import CHANNEL_NAMES
from wibo.rulebook.calendar.schedule import closing_after
from wibo.ui.fields import DayField, MinuteField
from wibo.ui.publishing import Published


class ExtensionForm(Published, forms.Form):
    """Voting lasts longer."""

    PUBLISHED = ("reason",)

    channels = forms.MultipleChoiceField(
        label=_("Które głosowanie"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(channel.value, name) for channel, name in CHANNEL_NAMES.items()],
    )
    last_minute: Any = MinuteField(label=_("Do (ta minuta jeszcze się liczy)"))
    reason = forms.CharField(
        label=_("Powód"),
        max_length=300,
        help_text=_("Przeczyta go każdy. Na przykład: strona nie działała 3 września od 18 do 20."),
    )

    @property
    def until(self) -> datetime:
        """The end, exclusive."""
        return closing_after(self.cleaned_data["last_minute"])


class PauseForm(Published, forms.Form):
    """Stopping or resuming."""

    PUBLISHED = ("reason",)

    reason = forms.CharField(label=_("Powód"), max_length=300, help_text=_("Przeczyta go każdy."))


class ProtestForm(Published, forms.Form):
    """A protest as the office registers it."""

    PUBLISHED = ("summary",)

    letter = forms.CharField(label=_("Numer pisma"), max_length=60)
    received_on = DayField(label=_("Data wpływu"))
    summary = forms.CharField(
        label=_("Czego dotyczy"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Krótko i bez danych osób. Kto pisał, jest w aktach pod numerem pisma."),
    )


class ProtestAnswerForm(Published, forms.Form):
    """The decision about a protest."""

    PUBLISHED = ("answer",)

    upheld = forms.ChoiceField(
        label=_("Rozstrzygnięcie"),
        widget=forms.RadioSelect,
        choices=[("yes", _("uwzględniony")), ("no", _("oddalony"))],
    )
    answer = forms.CharField(
        label=_("Uzasadnienie"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stanie w protokole wyniku."),
    )
