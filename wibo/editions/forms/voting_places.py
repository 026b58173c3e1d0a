"""The form of a place of voting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.forms.edition import reason_field
from wibo.editions.forms.places import PlaceField
from wibo.editions.models import VotingPlace
from wibo.ui.fields import LongText
from wibo.ui.versions import Versioned


class VotingPlaceForm(Versioned, forms.ModelForm):
    """Name, address, hours and the point on the map."""

    place: Any = PlaceField(label=_("Miejsce na mapie"))

    class Meta:
        model = VotingPlace
        fields = ["name", "address", "hours", "position", "place"]
        labels = {
            "name": _("Nazwa"),
            "address": _("Adres"),
            "hours": _("Kiedy czynne"),
            "position": _("Kolejność"),
        }
        help_texts = {
            "name": _("Na przykład: biblioteka w Dębowej Łące."),
            "hours": _("Dni i godziny, na przykład: poniedziałek–piątek 8–15.30, sobota 9–13."),
        }
        widgets = {"hours": LongText(3)}

    reason: Any = reason_field()
