"""What courts and auditors have objected to, in Polish, each with where it comes from."""

from dataclasses import dataclass

from wibo.rulebook.voting.cautions import TOPICS, Caution, Topic


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the coordinator, and its source."""

    topic: Topic
    words: str
    source: str


_SAID: dict[Caution, tuple[str, str]] = {
    Caution.AGE: (
        "Granica wieku bywa uchylana: głosują mieszkańcy, a ustawa nie mówi o wieku.",
        "art. 5a ust. 2 i 7 ustawy o samorządzie gminnym; WSA w Opolu, II SA/Op 108/18; WSA we Wrocławiu, III SA/Wr 777/16",
    ),
    Caution.PESEL: (
        "Żądanie numeru PESEL jest prawnie sporne. Podajcie w uchwale podstawę i zostawcie drogę dla osób bez numeru.",
        "NSA, I GSK 1193/20 (w uzasadnieniu); WSA w Łodzi, III SA/Łd 364/16; kontrola NIK z 2019 r.",
    ),
    Caution.REGISTER: (
        (
            "Wykaz nie może oznaczać wymogu zameldowania: mieszka ten, kto przebywa z zamiarem stałego pobytu. Osoby spoza "
            "wykazu mogą zagłosować na papierze po oświadczeniu i wpisie przez urząd."
        ),
        "art. 25 Kodeksu cywilnego; kontrola NIK z 2019 r.",
    ),
    Caution.NO_CONTACT: (
        (
            "Bez PESEL i bez potwierdzenia adresu lub telefonu jedna osoba może podać się za wiele innych. Włączcie "
            "potwierdzenie kodem i poproście o oświadczenie."
        ),
        "praktyka gmin po 2025 r.: nazwisko, adres, oświadczenie i kod SMS",
    ),
    Caution.THEMES: (
        (
            "Kilka pul bez obszaru. Ustawa zna podział na całą gminę i jej części, a nie na tematy: pule tematyczne "
            "(szkolna, zielona) bywają kwestionowane."
        ),
        "art. 5a ust. 6 ustawy o samorządzie gminnym; kontrola NIK z 2019 r.",
    ),
    Caution.DECLARATION: (
        "Bez oświadczenia o zamieszkaniu nic nie mówi, że głosuje mieszkaniec.",
        "art. 5a ust. 1 ustawy o samorządzie gminnym",
    ),
    Caution.GUARDIAN: (
        "Zgoda opiekuna nie może zamknąć drogi do głosowania dzieciom, których opiekun nie ma internetu: zostawcie papier.",
        "art. 5a ust. 7 ustawy o samorządzie gminnym (równość i bezpośredniość)",
    ),
}


def said(caution: Caution) -> Said:
    """The caution in words."""
    words, source = _SAID[caution]
    return Said(TOPICS[caution], words, source)
