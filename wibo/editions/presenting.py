"""An edition's voting rules in words, for the office and for everyone."""

from wibo.editions.forms.rules import AREA_NAMES, CONTACT_NAMES, FACTOR_NAMES, REPEAT_NAMES, SCOPE_NAMES
from wibo.editions.models import Edition
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.spelling.polish import counted
from wibo.rulebook.voting.ballots import FaultScope, Repeats
from wibo.rulebook.voting.cautions import Topic
from wibo.rulebook.voting.voting_rules import Contact, VotingRules
from wibo.wording.faults import in_words

_ANYONE = "Zameldowanie nie jest potrzebne."
_REGISTERED = "Kogo nie ma w wykazie, a mieszka w gminie, głosuje na papierze, w urzędzie, po oświadczeniu."


def _is_listed(edition: Edition) -> bool:
    return edition.kind is IdentityKind.PESEL_REGISTER


def answers(edition: Edition, topic: Topic) -> list[str]:
    """The answers to a topic's questions, in sentences."""
    return _SAY[topic](edition)


def _who(edition: Edition) -> list[str]:
    rules, age = edition.voting, edition.min_voter_age
    years = ("roku", "lat", "lat")
    said = [
        f"Głosować mogą osoby, które mają co najmniej {counted(age, 'rok', 'lata', 'lat')}."
        if age
        else "Głosować może każdy mieszkaniec, bez względu na wiek."
    ]
    if rules.guardian_age:
        said.append(
            f"Kto nie ma {counted(rules.guardian_age, *years)}, głosuje za zgodą rodzica albo opiekuna."
        )
    if rules.residence_declaration:
        said.append(
            f"Głosujący oświadcza, że mieszka w gminie. {_REGISTERED if _is_listed(edition) else _ANYONE}"
        )
    return said


# In the voter's words; the office's names of the kinds stand in its forms.
_HOW = {
    IdentityKind.PESEL_REGISTER: "Głosujesz, podając numer PESEL. Sprawdzamy, czy jest w wykazie uprawnionych.",
    IdentityKind.PESEL_FORM: "Głosujesz, podając numer PESEL. Sprawdzamy tylko, czy jest poprawnie zapisany.",
    IdentityKind.NAME_AND_BIRTH_DATE: "Głosujesz bez numeru PESEL: podajesz imię, nazwisko, datę urodzenia i adres.",
    IdentityKind.CODE: "Głosujesz jednorazowym kodem z listu albo z urzędu.",
}


def _identity(edition: Edition) -> list[str]:
    rules, said = edition.voting, [_HOW[edition.kind]]
    if edition.kind is IdentityKind.NAME_AND_BIRTH_DATE:
        said.append(f"Potwierdzenie kontaktu: {str(CONTACT_NAMES[rules.contact]).lower()}.")
        if rules.contact is not Contact.NONE:
            votes = counted(rules.contact_votes, "głos", "głosy", "głosów")
            said.append(f"Z jednego adresu albo telefonu można potwierdzić najwyżej {votes}.")
        if rules.asks_sex:
            said.append("Pytanie o płeć, bez obowiązku odpowiedzi.")
    if edition.kind is IdentityKind.PESEL_REGISTER:
        said.append(f"Oprócz numeru PESEL: {str(FACTOR_NAMES[rules.factor]).lower()}.")
    return said


def _areas(edition: Edition) -> list[str]:
    if not any(pool.area_id for pool in edition.pools.all()):
        return ["Wszystkie listy są dla całej gminy."]
    return [f"{AREA_NAMES[edition.voting.area_rule]}."]


def _paper(edition: Edition) -> list[str]:
    rules = edition.voting
    said = [
        f"Dwa głosy jednej osoby: {str(edition.get_duplicate_rule_display()).lower()}.",
        f"Błąd na jednej liście: {str(SCOPE_NAMES[rules.fault_scope]).lower()}.",
        f"Projekt wpisany na karcie dwa razy: {_of_repeats(rules)}.",
        f"Dla pewności {rules.rekey_percent}% kart papierowych wpisuje drugi raz inna osoba."
        if rules.rekey_percent
        else "Każdą kartę papierową wpisuje się raz.",
    ]
    if rules.waived:
        said.append("Nie unieważnia karty: " + ", ".join(in_words(code) for code in rules.waived) + ".")
    return said


def _of_repeats(rules: VotingRules) -> str:
    if rules.repeats is Repeats.INVALID:
        return (
            "cała karta jest nieważna"
            if rules.fault_scope is FaultScope.BALLOT
            else "lista z nim jest nieważna"
        )
    return _lower_first(str(REPEAT_NAMES[rules.repeats]))


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _openness(edition: Edition) -> list[str]:
    return [
        "Frekwencję widzą wszyscy już w czasie głosowania."
        if edition.voting.public_turnout
        else "Frekwencję w czasie głosowania widzi tylko urząd."
    ]


_SAY = {
    Topic.WHO: _who,
    Topic.IDENTITY: _identity,
    Topic.AREAS: _areas,
    Topic.PAPER: _paper,
    Topic.OPENNESS: _openness,
}
