"""The wizard of voting rules: one topic a page, each question with what it means in practice."""

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import DUPLICATE_NAMES, IDENTITY_NAMES, Edition
from wibo.rulebook.voting.ballots import FaultScope, Repeats
from wibo.rulebook.voting.cautions import Topic
from wibo.rulebook.voting.voting_rules import WAIVABLE, AreaRule, Contact, Factor
from wibo.ui.versions import FIELD, Versioned
from wibo.wording.faults import in_words

TITLES = {
    Topic.WHO: _("Kto może głosować"),
    Topic.IDENTITY: _("Jak rozpoznajemy głosujących"),
    Topic.AREAS: _("Kto głosuje na które listy"),
    Topic.PAPER: _("Karty papierowe i dwa głosy"),
    Topic.OPENNESS: _("Co widać w czasie głosowania"),
}
AREA_NAMES = {
    AreaRule.OWN: _("Tylko lista obszaru, w którym się mieszka"),
    AreaRule.CHOSEN: _("Lista jednego obszaru, który się wybierze"),
    AreaRule.ANY: _("Listy wszystkich obszarów"),
}
SCOPE_NAMES = {
    FaultScope.BALLOT: _("Cała karta jest nieważna"),
    FaultScope.LIST: _("Nieważna jest tylko lista z błędem"),
}
REPEAT_NAMES = {
    Repeats.INVALID: _("Lista z nim jest nieważna (N19)"),
    Repeats.FIRST: _("Liczy się raz"),
    Repeats.SUM: _("Punkty się dodaje; bez punktów liczy się raz"),
}
CONTACT_NAMES = {
    Contact.NONE: _("Bez potwierdzenia"),
    Contact.EMAIL: _("Kod na adres e-mail"),
    Contact.PHONE: _("Kod SMS na telefon"),
    Contact.EITHER: _("Kod na e-mail albo SMS, do wyboru"),
}
FACTOR_NAMES = {
    Factor.NONE: _("Nic więcej"),
    Factor.FIRST_NAME: _("Imię"),
    Factor.MOTHER: _("Imię matki"),
    Factor.FATHER: _("Imię ojca"),
}
COLUMNS = ("identity_kind", "min_voter_age", "duplicate_rule")


def _choice(names: Any, label: Any, help_text: Any = "") -> forms.ChoiceField:
    choices = [(code.value, name) for code, name in names.items()]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text)


def _age(label: Any, help_text: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, help_text=help_text)


QUESTIONS: dict[Topic, dict[str, forms.Field]] = {
    Topic.WHO: {
        "min_voter_age": _age(_("Najniższy wiek głosujących"), _("0 oznacza każdy wiek."), 25),
        "guardian_age": _age(
            _("Do jakiego wieku potrzebna jest zgoda opiekuna"),
            _("13 oznacza: kto nie ma 13 lat, głosuje za zgodą rodzica albo opiekuna. 0: zgody nie trzeba."),
            18,
        ),
        "residence_declaration": forms.BooleanField(
            label=_("Głosujący oświadcza, że mieszka w gminie"),
            required=False,
            help_text=_("Zameldowanie nie jest potrzebne: liczy się miejsce, w którym się mieszka."),
        ),
    },
    Topic.IDENTITY: {
        "identity_kind": _choice(IDENTITY_NAMES, _("Jak rozpoznajemy głosujących")),
        "contact": _choice(
            CONTACT_NAMES,
            _("Bez PESEL: potwierdzenie kontaktu"),
            _("Kod przychodzi, zanim głos zostanie oddany. Adres i numer zostają tylko jako skrót."),
        ),
        "contact_votes": forms.IntegerField(
            label=_("Ile głosów można potwierdzić z jednego adresu albo telefonu"),
            min_value=1,
            max_value=50,
            help_text=_("Rodzina często ma jeden telefon."),
        ),
        "asks_sex": forms.BooleanField(
            label=_("Bez PESEL: pytamy o płeć, do statystyki"),
            required=False,
            help_text=_("Odpowiedź nie jest obowiązkowa."),
        ),
        "factor": _choice(
            FACTOR_NAMES,
            _("Wykaz uprawnionych: o co pytamy oprócz numeru PESEL"),
            _("Sam numer zna wiele osób. Imię musi stać w wykazie, w kolumnie z takim nagłówkiem."),
        ),
    },
    Topic.AREAS: {"area_rule": _choice(AREA_NAMES, _("Na które listy obszarów można głosować"))},
    Topic.PAPER: {
        "duplicate_rule": _choice(
            DUPLICATE_NAMES,
            _("Gdy ktoś odda dwa głosy"),
            _(
                "Drugiego głosu przez internet nikt nie odda. Chodzi o kartę papierową osoby, która już głosowała."
            ),
        ),
        "fault_scope": _choice(
            SCOPE_NAMES,
            _("Gdy na jednej liście jest błąd"),
            _("Na przykład za dużo krzyżyków. Przez internet takiego głosu nie da się oddać."),
        ),
        "repeats": _choice(
            REPEAT_NAMES,
            _("Gdy na karcie ten sam projekt wpisano dwa razy"),
            _("Przez internet nie da się tego zrobić."),
        ),
        "rekey_percent": forms.IntegerField(
            label=_("Jaką część kart wpisuje drugi raz inna osoba (w procentach)"),
            min_value=0,
            max_value=100,
            help_text=_("0: żadnej. 10: co dziesiątą, wybraną losowo. 100: wszystkie."),
        ),
        "waived": forms.MultipleChoiceField(
            label=_("Błędy, które w tej gminie nie unieważniają karty"),
            required=False,
            choices=[(reason.value, in_words(reason)) for reason in WAIVABLE],
            widget=forms.CheckboxSelectMultiple,
        ),
    },
    Topic.OPENNESS: {
        "public_turnout": forms.BooleanField(
            label=_("Frekwencja jest publiczna już w czasie głosowania"),
            required=False,
            help_text=_("Tylko liczba oddanych kart, nigdy wyniki projektów."),
        ),
    },
}


class RulesForm(Versioned, forms.Form):
    """The questions of one topic and the reason of a change."""

    def __init__(self, data: Any, *, topic: Topic, edition: Edition) -> None:
        columns = {name: getattr(edition, name) for name in COLUMNS}
        stored = {"repeats": edition.voting.repeats.value, **edition.voting.as_settings()}
        super().__init__(data, initial={**stored, **columns})
        self.fields.update(deepcopy(QUESTIONS[topic]))
        self.fields["reason"] = forms.CharField(
            label=_("Podstawa albo powód"),
            max_length=300,
            help_text=_("Stanie w dzienniku. Na przykład: § 12 uchwały nr XX/123/27."),
        )

    @property
    def columns(self) -> dict[str, Any]:
        """Answers that are columns of the edition."""
        return {name: value for name, value in self.cleaned_data.items() if name in COLUMNS}

    @property
    def rules(self) -> dict[str, Any]:
        """Answers that are settings of `VotingRules`."""
        rest = {*COLUMNS, "reason", FIELD}
        return {name: value for name, value in self.cleaned_data.items() if name not in rest}
