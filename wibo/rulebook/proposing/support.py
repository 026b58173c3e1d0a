"""How many residents must support a proposal before it is handed in."""


def most_signatures(residents: int) -> int:
    """The most that a council may ask for where so many people live.

    Source: art. 5a ust. 7 pkt 2 of the Municipal Self-Government Act: at most 0.1 % of the residents of the area whose
    pool the proposal is for. A part of a person is no person, so it is rounded down.
    """
    return residents // 1000
