"""The form by which a town lets the operator look."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SupportForm(forms.Form):
    """For how long the operator may look, and why."""

    hours = forms.TypedChoiceField(
        label=_("Na jak długo"),
        choices=[(1, _("na godzinę")), (2, _("na dwie godziny")), (8, _("na osiem godzin"))],
        coerce=int,
        widget=forms.RadioSelect,
        initial=2,
    )
    reason = forms.CharField(label=_("W jakiej sprawie"), max_length=300, help_text=_("Stanie w dzienniku."))
