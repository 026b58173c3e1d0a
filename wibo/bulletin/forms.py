"""Forms of what the office writes: one for each kind, with the fields that it has."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.bulletin.actions import Written
from wibo.bulletin.models import Kind
from wibo.ui.fields import DayField, LongText
from wibo.ui.publishing import Published
from wibo.ui.uploads import NAMES
from wibo.ui.versions import Versioned

LONGEST_BODY = 20_000
_HOW = _(
    "Pusty wiersz zaczyna akapit, „- ” na początku wiersza listę, „# ” śródtytuł. **Dwie gwiazdki** pogrubiają. "
    "Odnośnik: [Uchwała](https://bip.gmina.pl/uchwala)."
)


class TextForm(Published, Versioned, forms.Form):
    """What all kinds have: a title and words."""

    PUBLISHED = ("title", "body", "upload")
    UNVERSIONED = ("upload", "page")

    title = forms.CharField(label=_("Tytuł"), max_length=200)
    body = forms.CharField(label=_("Treść"), max_length=LONGEST_BODY, widget=LongText(12), help_text=_HOW)
    # Of a new text: sent twice, it is one.
    page = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    @property
    def written(self) -> Written:
        """What a form that is well filled says."""
        given = self.cleaned_data
        return Written(
            title=given["title"],
            body=given["body"],
            day=given.get("day"),
            position=given.get("position") or 1,
            upload=given.get("upload"),
            page=given["page"],
        )


def _position() -> Any:
    help_text = _("Mniejsza liczba stoi wyżej.")
    return forms.IntegerField(label=_("Kolejność"), min_value=1, max_value=999, help_text=help_text)


class NewsForm(TextForm):
    """News bears a day."""

    day = DayField(label=_("Dzień"))
    field_order = ["day", "title", "body"]


class DocumentForm(TextForm):
    """A document is a file with a name; words beside it when they help."""

    upload = forms.FileField(label=_("Plik"), required=False, help_text=_("Najwyżej 10 MB: %s.") % NAMES)
    position: Any = _position()
    field_order = ["title", "upload", "body", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False


class QuestionForm(TextForm):
    """The title is the question."""

    position: Any = _position()
    field_order = ["title", "body", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Pytanie")
        self.fields["body"].label = _("Odpowiedź")


class PageForm(TextForm):
    """Words of a page that every town has; where it stands is no question."""

    field_order = ["title", "body"]


FORMS: dict[Kind, type[TextForm]] = {
    Kind.NEWS: NewsForm,
    Kind.DOCUMENT: DocumentForm,
    Kind.QUESTION: QuestionForm,
    Kind.PRIVACY: PageForm,
    Kind.ACCESS: PageForm,
    Kind.HELP: PageForm,
    Kind.TERMS: PageForm,
}


class LetterForm(Versioned, forms.Form):
    """What the town adds to a kind of letter; plain text, for letters are read in every mail program."""

    UNVERSIONED = ()

    opening = forms.CharField(label=_("Po powitaniu"), max_length=1000, required=False, widget=LongText(4))
    closing = forms.CharField(
        label=_("Na końcu listu"),
        max_length=1000,
        required=False,
        widget=LongText(4),
        help_text=_("Na przykład kto odpowie na pytania i kiedy. Puste oba pola: gotowy list bez dopisków."),
    )
