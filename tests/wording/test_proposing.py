"""What an application lacks, in words that say what to do."""

import pytest

from wibo.rulebook.proposing.lacking import Lack, LackKind
from wibo.rulebook.proposing.parts import FILES, QUESTIONS, Ground, Need, Part, Purpose
from wibo.wording.proposing import GROUNDS, NEEDS, PARTS, PURPOSES, label_of, told

WAYS = "na liście z podpisami albo przez internet, jeśli gmina go zbiera."


@pytest.mark.parametrize("part", list(Part))
def test_every_part_that_is_empty_has_its_sentence(part):
    said = told(Lack(LackKind.EMPTY, part))
    assert said.endswith((".", ")."))
    assert said.split()[0].rstrip(",") in {"Nadaj", "Wybierz", "Napisz", "Podaj", "Zaznacz", "Wypisz"}


def test_every_kind_has_its_name():
    assert set(PARTS) == set(Part)
    assert set(NEEDS) == set(Need)
    assert set(GROUNDS) == set(Ground)
    assert set(PURPOSES) == set(Purpose)


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        (
            Lack(LackKind.OVER_POOL, Part.COSTS, 100_000_00),
            "Zmniejsz koszt: jest wyższy niż cała pula (100 000 zł).",
        ),
        (
            Lack(LackKind.TOO_DEAR, Part.COSTS, 50_000_00),
            "Zmniejsz koszt: jeden projekt może kosztować najwyżej 50 000 zł.",
        ),
        (
            Lack(LackKind.TOO_CHEAP, Part.COSTS, 5_000_00),
            "Sprawdź koszt: jeden projekt musi kosztować co najmniej 5 000 zł.",
        ),
        (
            Lack(LackKind.NO_SUPPORT, None, 1),
            f"Potrzeba jeszcze poparcia 1 osoby: {WAYS}",
        ),
        (
            Lack(LackKind.NO_SUPPORT, None, 15),
            f"Potrzeba jeszcze poparcia 15 osób: {WAYS}",
        ),
        (
            Lack(LackKind.NO_OWNERS_CONSENT, Part.GROUND),
            "Dołącz zgodę właściciela terenu, bo teren nie należy do gminy.",
        ),
        (Lack(LackKind.NO_GUARDIAN, Part.GUARDIAN), "Podaj imię i nazwisko opiekuna."),
        (
            Lack(LackKind.NO_GUARDIANS_CONSENT, Part.GUARDIAN),
            "Dołącz zgodę opiekuna, bo autor nie ma 18 lat.",
        ),
    ],
)
def test_each_lack_says_what_to_do_with_its_figure(lack, said):
    assert told(lack).replace("\N{NO-BREAK SPACE}", " ") == said


def test_an_unanswered_question_is_named():
    assert told(Lack(LackKind.UNANSWERED, None, 3), "Dla kogo?") == "Odpowiedz na pytanie: Dla kogo?"


@pytest.mark.parametrize(
    ("code", "name"),
    [("title", PARTS[Part.TITLE]), (FILES, "Załączniki"), (QUESTIONS, "Odpowiedzi na pytania urzędu")],
)
def test_what_a_call_reopens_has_a_name(code, name):
    assert label_of(code) == name


def test_a_part_that_is_none_has_no_name():
    with pytest.raises(ValueError, match="roof"):
        label_of("roof")
