"""The application's text: on steps for its author, on one page for a clerk who copies it from paper."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.forms.places import PlaceField
from wibo.editions.mapping import has_map
from wibo.editions.models import Category, Edition, Pool, Question
from wibo.proposals.forms.questions import PREFIX, field_of
from wibo.proposals.models import Proposal
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.codes import is_telephone
from wibo.rulebook.proposing.parts import ALWAYS, Need, Part
from wibo.rulebook.spelling.texts import unprintable
from wibo.ui.fields import DayField, LongText, MoneyField
from wibo.ui.versions import FIELD, Versioned
from wibo.wording.proposing import ARRIVALS, GROUNDS, PARTS

# Fields that stand or fall with a part of another name.
_WITH = {"guardian_name": Part.GUARDIAN}
# Fields that stand beside a part.
_BESIDE = {"guardian_name": Part.GUARDIAN.value, "place": Part.LOCATION.value}
# What an application on paper cannot do without.
_ENVELOPE = ("received_on", "arrived_by", "author_name", "title", "pool")
_CONTACT = ("author_name", "author_email", "author_address")
_PARTS = {part.value: part for part in Part}


class ApplicationForm(Versioned, forms.ModelForm):
    """The parts that the edition asks for; `only` these fields of them, with the town's own `questions`.

    Nothing is required of a draft. A part that handing in needs has `needed`, which the page says.
    """

    # Chosen in __init__: outside a request there is no town whose pools could be listed.
    pool: Any = forms.ModelChoiceField(Pool.objects.none(), label=PARTS[Part.POOL], required=False)
    category: Any = forms.ModelChoiceField(
        Category.objects.none(), label=PARTS[Part.CATEGORY], required=False
    )
    upkeep: Any = MoneyField(label=_("Koszt utrzymania w roku w zł"), required=False)
    place: Any = PlaceField(label=_("Miejsce na mapie"))
    ground: Any = forms.ChoiceField(
        label=PARTS[Part.GROUND],
        choices=[(ground.value, words) for ground, words in GROUNDS.items()],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Jeśli innego właściciela, dołącz jego zgodę w kroku „Załączniki”."),
    )
    is_minor: Any = forms.TypedChoiceField(
        label=_("Czy masz ukończone 18 lat?"),
        choices=[("nie", _("Tak")), ("tak", _("Nie"))],
        coerce=lambda said: said == "tak",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Proposal
        fields = [
            "title",
            "pool",
            "category",
            "summary",
            "location",
            "place",
            "plot",
            "ground",
            "description",
            "justification",
            "upkeep",
            "author_phone",
            "is_minor",
            "guardian_name",
            "publish_author",
        ]
        labels = {
            **{part.value: PARTS[part] for part in Part},
            "guardian_name": _("Imię i nazwisko opiekuna"),
            "publish_author": _("Zgadzam się, żeby przy wniosku było moje imię i nazwisko"),
        }
        help_texts = {
            "title": _("Krótko: co i gdzie. Tak będzie na karcie do głosowania."),
            "location": _("Ulica i numer, numer działki albo opis, po którym każdy trafi."),
            "plot": _("Znajdziesz go na mapie gminy albo w urzędzie. Na przykład: 124/5, obręb Lipowo."),
            "summary": _("Dwa, trzy zdania. Trafią na listę projektów."),
            "justification": _("Kto z tego skorzysta i co się zmieni."),
            "author_phone": _("Tylko dla urzędu, gdyby trzeba było o coś zapytać."),
            "guardian_name": _("Zgodę opiekuna dołączysz w następnym kroku."),
            "upkeep": _("Ile będzie kosztować co roku: prąd, sprzątanie, naprawy. Może być 0."),
        }
        widgets = {
            "summary": LongText(rows=3),
            "description": LongText(rows=8),
            "justification": LongText(rows=5),
        }

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        only: Collection[str] | None = None,
        questions: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose(edition)
        self._drop(edition, only)
        self._put_in_order(edition)
        if questions:
            self._ask(edition)
        if self.instance.is_minor is not None:
            self.initial["is_minor"] = "tak" if self.instance.is_minor else "nie"

    def _choose(self, edition: Edition) -> None:
        pools: Any = self.fields["pool"]
        pools.queryset = Pool.objects.filter(edition=edition)
        pools.empty_label = _("Wybierz pulę")
        if len(pools.queryset) == 1:
            pools.initial = pools.queryset[0]
        categories: Any = self.fields["category"]
        categories.queryset = Category.objects.filter(edition=edition)
        categories.empty_label = _("Wybierz kategorię")

    def _drop(self, edition: Edition, only: Collection[str] | None) -> None:
        asked = edition.asked
        for name in [name for name in self.fields if name != FIELD]:
            part = _WITH.get(name) or _PARTS.get(name)
            off = part is not None and asked[part] is Need.OFF
            left_out = off or (only is not None and name not in only)
            if left_out or (name == "place" and not has_map(edition)):
                del self.fields[name]
                continue
            self.fields[name].required = False
            needed = part is not None and (part in ALWAYS or asked[part] is Need.NEEDED)
            vars(self.fields[name])["needed"] = needed and name not in _WITH

    def _put_in_order(self, edition: Edition) -> None:
        """As the edition asks; what is no part stays before or behind the parts, as it stood."""
        places = {part.value: place for place, part in enumerate(edition.order_of_parts)}
        names = list(self.fields)
        first = next((at for at, name in enumerate(names) if name in places), 0)

        def place(name: str) -> int:
            if name in (self.field_order or ()):
                return -1
            part = _BESIDE.get(name, name)
            return places.get(part, -1 if names.index(name) < first else len(places))

        self.order_fields(sorted(names, key=place))

    def _ask(self, edition: Edition) -> None:
        rows = self.instance.answers.all() if self.instance.pk else ()
        said = {row.question_id: row.text for row in rows}
        for question in Question.objects.filter(edition=edition, is_on=True):
            name = f"{PREFIX}{question.pk}"
            self.fields[name] = field_of(question)
            vars(self.fields[name])["needed"] = question.is_needed
            self.initial[name] = said.get(question.pk, "")

    def clean_title(self) -> str:
        """A title that a ballot paper can show."""
        title: str = self.cleaned_data["title"]
        if signs := unprintable(title):
            raise forms.ValidationError(
                _("Tych znaków nie da się wydrukować na karcie do głosowania, usuń je: {}").format(signs)
            )
        return title

    def clean_author_phone(self) -> str:
        """A number that can be called."""
        typed: str = self.cleaned_data["author_phone"]
        if typed and not is_telephone(typed):
            raise forms.ValidationError(_("Wpisz numer telefonu, na przykład 600 100 200."))
        return typed

    @property
    def values(self) -> dict[str, Any]:
        """What the form says of the proposal."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != FIELD and not name.startswith(PREFIX)
        }

    @property
    def answers(self) -> dict[int, str]:
        """What it says to the town's own questions, by their ids."""
        return {
            int(name.removeprefix(PREFIX)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }


class OfficeForm(ApplicationForm):
    """The same application in the office, with what stands on its envelope: when and how it came, and from whom."""

    class Meta(ApplicationForm.Meta):
        fields = [
            *(name for name in ApplicationForm.Meta.fields if name != "author_phone"),
            "author_name",
            "author_email",
            "author_phone",
            "author_address",
            "received_on",
            "arrived_by",
            "office_number",
        ]
        labels = {
            **ApplicationForm.Meta.labels,
            "publish_author": _("Wnioskodawca zgadza się na publikację imienia i nazwiska"),
            "author_name": _("Imię i nazwisko wnioskodawcy"),
            "author_email": _("E-mail wnioskodawcy"),
            "author_phone": _("Telefon wnioskodawcy"),
            "author_address": _("Adres wnioskodawcy"),
            "arrived_by": _("Jak wpłynął"),
            "office_number": _("Numer z rejestru urzędu"),
        }
        help_texts = {
            name: words
            for name, words in ApplicationForm.Meta.help_texts.items()
            if name not in ("author_phone", "guardian_name")
        } | {"office_number": _("Znak sprawy albo numer z dziennika podawczego, jeśli go nadano.")}

    # As the envelope and the head of the sheet are read: when and from whom, then the text.
    field_order = (
        "reason",
        "received_on",
        "arrived_by",
        "office_number",
        "author_name",
        "author_email",
        "author_phone",
        "author_address",
    )

    received_on: Any = DayField(label=_("Data wpływu"))
    arrived_by: Any = forms.ChoiceField(
        label=_("Jak wpłynął"), choices=[(way.value, words) for way, words in ARRIVALS.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, questions=True, **kwargs)
        for field in self.fields.values():
            # What came is taken in; what it lacks stands on its page, and the office calls for it.
            field.required = False
            vars(field)["conditional"] = vars(field).pop("needed", False)
        for name in _ENVELOPE:
            self.fields[name].required = True
        for name in ("ground", "guardian_name"):
            if name in self.fields:
                self.fields[name].help_text = ""
        if "is_minor" in self.fields:
            self.fields["is_minor"].label = _("Czy wnioskodawca ma ukończone 18 lat?")


class OnBehalfForm(OfficeForm):
    """As the office mends it for its author, who reads why."""

    reason: Any = forms.CharField(
        label=_("Powód zmiany"),
        max_length=300,
        help_text=_("Stanie w dzienniku i w liście do autora. Na przykład: prośba autora z 12 maja."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        arrived: Any = self.fields["arrived_by"]
        arrived.choices, arrived.required = [("", _("nie podano")), *arrived.choices], False
        # A list of the town's own may name nobody.
        self.fields["author_name"].required = bool(self.instance.author_name)
        # A consent is the author's own; an account says itself who its person is.
        del self.fields["publish_author"]
        if self.instance.source != Channel.PAPER:
            for name in ("received_on", "arrived_by", "office_number", *_CONTACT):
                del self.fields[name]
        # Asked last, as everywhere in the office.
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def changed_parts(self) -> list[str]:
        """The labels of what would change."""
        return [
            str(self.fields[name].label)
            for name in self.changed_data
            if name not in (FIELD, *self.UNVERSIONED)
        ]


class PaperForm(OfficeForm):
    """As a clerk copies it from paper."""

    scan: Any = forms.FileField(
        label=_("Skan wniosku"),
        required=False,
        help_text=_("PDF, JPG, PNG, DOCX, XLSX albo ODT, najwyżej 10 MB. Widzi go tylko urząd."),
    )
    reason: Any = forms.CharField(
        label=_("Dlaczego wniosek jest rejestrowany poza naborem"),
        max_length=300,
        help_text=_("Stanie w dzienniku. Na przykład: wpłynął pocztą, stempel z ostatniego dnia."),
    )

    def __init__(self, *args: Any, in_time: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # After the town's own questions, which are added last.
        self.fields["scan"] = self.fields.pop("scan")
        if in_time:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
