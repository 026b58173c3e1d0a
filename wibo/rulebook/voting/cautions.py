"""What courts and auditors have objected to: said while the rules are chosen, never a refusal.

A town may have its reasons and its lawyers; the coordinator should know the paragraph or the ruling beforehand.
"""

from dataclasses import dataclass
from enum import StrEnum

from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.voting_rules import Contact, VotingRules


class Topic(StrEnum):
    """The question of the wizard that a caution belongs to."""

    WHO = "kto"
    IDENTITY = "rozpoznanie"
    AREAS = "obszary"
    PAPER = "karty"
    OPENNESS = "jawnosc"


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence for the coordinator, and where it comes from."""

    topic: Topic
    words: str
    source: str


AGE = Caution(
    Topic.WHO,
    "Granica wieku bywa uchylana: głosują mieszkańcy, a ustawa nie mówi o wieku.",
    "art. 5a ust. 2 i 7 ustawy o samorządzie gminnym; WSA w Opolu, II SA/Op 108/18; WSA we Wrocławiu, III SA/Wr 777/16",
)
PESEL = Caution(
    Topic.IDENTITY,
    "Żądanie numeru PESEL jest prawnie sporne. Podajcie w uchwale podstawę i zostawcie drogę dla osób bez numeru.",
    "NSA, I GSK 1193/20 (w uzasadnieniu); WSA w Łodzi, III SA/Łd 364/16; kontrola NIK z 2019 r.",
)
REGISTER = Caution(
    Topic.IDENTITY,
    "Wykaz nie może oznaczać wymogu zameldowania: mieszka ten, kto przebywa z zamiarem stałego pobytu. Osoby spoza "
    "wykazu mogą zagłosować na papierze po oświadczeniu i wpisie przez urząd.",
    "art. 25 Kodeksu cywilnego; kontrola NIK z 2019 r.",
)
NO_CONTACT = Caution(
    Topic.IDENTITY,
    "Bez PESEL i bez potwierdzenia adresu lub telefonu jedna osoba może podać się za wiele innych. Włączcie "
    "potwierdzenie kodem i poproście o oświadczenie.",
    "praktyka gmin po 2025 r.: nazwisko, adres, oświadczenie i kod SMS",
)
THEMES = Caution(
    Topic.AREAS,
    "Kilka pul bez obszaru. Ustawa zna podział na całą gminę i jej części, a nie na tematy: pule tematyczne "
    "(szkolna, zielona) bywają kwestionowane.",
    "art. 5a ust. 6 ustawy o samorządzie gminnym; kontrola NIK z 2019 r.",
)
DECLARATION = Caution(
    Topic.WHO,
    "Bez oświadczenia o zamieszkaniu nic nie mówi, że głosuje mieszkaniec.",
    "art. 5a ust. 1 ustawy o samorządzie gminnym",
)
GUARDIAN = Caution(
    Topic.WHO,
    "Zgoda opiekuna nie może zamknąć drogi do głosowania dzieciom, których opiekun nie ma internetu: zostawcie papier.",
    "art. 5a ust. 7 ustawy o samorządzie gminnym (równość i bezpośredniość)",
)


def cautions(
    kind: IdentityKind, min_age: int, rules: VotingRules, areas_of_pools: tuple[bool, ...]
) -> tuple[Caution, ...]:
    """Everything that the coordinator should hear of these rules; `areas_of_pools` says which pools have an area."""
    uses_pesel = kind in (IdentityKind.PESEL_FORM, IdentityKind.PESEL_REGISTER)
    listed = kind is IdentityKind.PESEL_REGISTER
    named = kind is IdentityKind.NAME_AND_BIRTH_DATE
    found = (
        (AGE, min_age > 0),
        (GUARDIAN, rules.guardian_age > 0),
        (DECLARATION, not rules.residence_declaration and not listed and kind is not IdentityKind.CODE),
        (PESEL, uses_pesel),
        (REGISTER, listed),
        (NO_CONTACT, named and rules.contact is Contact.NONE),
        (THEMES, areas_of_pools.count(False) > 1),
    )
    return tuple(caution for caution, holds in found if holds)
