"""Files that are sent: attachments of a proposal, and a flat file of many proposals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.parts import Purpose
from wibo.ui.fields import FileUpTo
from wibo.wording.proposing import PURPOSES

MOST_BYTES = 5 * 1024 * 1024


# Files that come in other ways than by their author's hand: with an appeal, or scanned by a clerk.
_OF_OFFICE = (Purpose.APPEAL, Purpose.SCAN)


class UploadForm(forms.Form):
    """One file, and what it is for."""

    purpose = forms.ChoiceField(
        label=_("Co to za plik"),
        choices=[
            ("", _("Wybierz")),
            *((one.value, words) for one, words in PURPOSES.items() if one not in _OF_OFFICE),
        ],
    )
    file = forms.FileField(
        label=_("Plik"),
        help_text=_("PDF, JPG, PNG, DOCX, XLSX albo ODT, najwyżej 10 MB. Pliki widzi tylko urząd."),
    )


class PictureForm(forms.Form):
    """One picture, with words for who cannot see it."""

    picture = forms.FileField(
        label=_("Zdjęcie albo rysunek"),
        help_text=_("JPG, PNG, WEBP albo HEIC, najwyżej 10 MB. Zobaczą go wszyscy, gdy złożysz wniosek."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif"}),
    )
    words = forms.CharField(
        label=_("Co na nim widać"),
        max_length=300,
        help_text=_(
            "Jedno zdanie dla osób, które nie widzą. Na przykład: pusty plac przy stawie, bez ławek."
        ),
    )


class ImportForm(forms.Form):
    """A file of many proposals, and what is to become of them."""

    file = FileUpTo(
        MOST_BYTES,
        _("Plik jest za duży. Podziel go na mniejsze, do 5 MB każdy."),
        label=_("Plik CSV, TXT albo XLSX"),
        help_text=_("Najwyżej 5000 wniosków, do 5 MB."),
    )
    status = forms.ChoiceField(
        label=_("Jaki stan mają mieć nowe wnioski"),
        choices=[
            (Status.SUBMITTED.value, _("Złożone: przejdą ocenę")),
            (Status.ADMITTED.value, _("Dopuszczone do głosowania: oceniono je poza systemem")),
        ],
        initial=Status.SUBMITTED.value,
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=_("Podstawa dopuszczenia"),
        max_length=300,
        required=False,
        help_text=_("Tylko dla dopuszczonych: uchwała, zarządzenie albo lista. Stanie w dzienniku."),
    )
    update = forms.BooleanField(label=_("Zmień wnioski, które już są (po numerze)"), required=False)
    reason = forms.CharField(
        label=_("Powód"),
        max_length=300,
        required=False,
        help_text=_("Potrzebny poza naborem i przy zmianie wniosków. Stanie w dzienniku."),
    )

    def __init__(self, *args: Any, may_admit: bool, in_time: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not in_time
        for name in ("basis", "reason"):
            vars(self.fields[name])["conditional"] = True
        if not may_admit:
            del self.fields["status"], self.fields["basis"]
