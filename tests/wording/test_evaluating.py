"""What is wrong with a card, in words."""

import pytest

from wibo.rulebook.evaluating.cards import CardFault, Fault
from wibo.wording.evaluating import card_fault


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (CardFault(Fault.UNANSWERED, (2, 5)), "Odpowiedz na pytania: 2, 5."),
        (CardFault(Fault.NO_REASONS), "Napisz uzasadnienie. Zobaczy je wnioskodawca i każdy mieszkaniec."),
        (
            CardFault(Fault.YES_DESPITE_NO, (3,)),
            "Wynik jest pozytywny, a odpowiedź „Nie” stoi przy pytaniach: 3. Popraw je albo napisz uzasadnienie.",
        ),
    ],
)
def test_a_fault_says_what_to_do(fault, words):
    assert card_fault(fault) == words
