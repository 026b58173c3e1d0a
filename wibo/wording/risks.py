"""Risks of an edition in Polish, each with its paragraph or ruling."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.legal.risks import Found, Risk
from wibo.rulebook.spelling.polish import counted

Facts = Mapping[str, Any]
_ACT = "ustawy o samorządzie gminnym"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _signatures(facts: Facts) -> str:
    asked = counted(facts["asked"], "podpis", "podpisy", "podpisów")
    most = counted(facts["most"], "podpisu", "podpisów", "podpisów") if facts["most"] else "żadnego"
    return f"Pula „{facts['pool']}” wymaga {asked}, a nie wolno więcej niż 0,1% mieszkańców jej obszaru, czyli {most}."


def _one_channel(facts: Facts) -> str:
    if facts["channel"] is Channel.WEB:
        return "Głosować można tylko przez internet: kto go nie ma, nie zagłosuje. Dodajcie głosowanie na papierze."
    return "Głosować można tylko na papierze: kto nie może przyjść, nie zagłosuje. Rozważcie głosowanie przez internet."


_SAID: dict[Risk, tuple[Callable[[Facts], str], str]] = {
    Risk.NO_BASIS: (
        lambda _: "Nie wpisano uchwały rady. Bez niej nie ma wymagań, zasad oceny ani głosowania.",
        f"art. 5a ust. 7 {_ACT}",
    ),
    Risk.PESEL_WITHOUT_BASIS: (
        lambda _: (
            "Głosujący podają PESEL, a podstawy nie wpisano. Numer można przetwarzać tylko z wyraźnej podstawy."
        ),
        "art. 6 ust. 1 lit. c i e RODO; NSA, I GSK 1193/20 (w uzasadnieniu)",
    ),
    Risk.SIGNATURES: (_signatures, f"art. 5a ust. 7 pkt 2 {_ACT}"),
    Risk.NO_APPEAL: (
        lambda _: (
            "Autorzy nie mają jak odwołać się od odmowy: nie ma ani dni na odwołanie, ani etapu odwołań."
        ),
        f"art. 5a ust. 7 pkt 3 {_ACT}",
    ),
    Risk.EVALUATION_TOO_SHORT: (
        lambda f: (
            f"Ocena kończy się {_day(f['evaluation'])}, zanim skończy się zgłaszanie ({_day(f['submission'])}): ostatnich "
            "wniosków nikt nie oceni."
        ),
        f"art. 5a ust. 7 pkt 3 {_ACT} (równe zasady oceny)",
    ),
    Risk.APPEALS_TOO_LATE: (
        lambda f: (
            f"Odwołania trwają do {_day(f['appeals'])}, a głosowanie zaczyna się {_day(f['voting'])}: uwzględniony wniosek nie "
            "trafi już na kartę."
        ),
        f"art. 5a ust. 7 pkt 3 {_ACT}",
    ),
    Risk.ONE_CHANNEL: (_one_channel, f"art. 5a ust. 7 pkt 4 {_ACT} (równość głosowania)"),
    Risk.LATE_RESULTS: (
        lambda f: (
            f"Wyniki będą znane {_day(f['known'])}, a projekt uchwały budżetowej wójt składa do {_day(f['due'])}: wybrane "
            "projekty mogą do niego nie trafić."
        ),
        f"art. 238 ustawy o finansach publicznych; art. 5a ust. 4 {_ACT}",
    ),
}


def said(found: Found) -> tuple[str, str]:
    """The risk in words, and its source."""
    words, source = _SAID[found.risk]
    return words(found.facts), source
