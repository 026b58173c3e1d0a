"""Why a ballot is invalid. The codes are those that counting commissions in Poland write on paper."""

from enum import StrEnum


class Reason(StrEnum):
    """Codes N01 to N22."""

    NO_CHOICE = "N01"
    TOO_MANY = "N02"
    TOO_FEW = "N03"
    OVER_COST = "N04"
    WRONG_POINTS = "N05"
    NAME_MISSING = "N06"
    ADDRESS_MISSING = "N07"
    PESEL_WRONG = "N08"
    NO_SIGNATURE = "N09"
    NO_DECLARATION = "N10"
    NO_GUARDIAN = "N11"
    AGE = "N12"
    NOT_RESIDENT = "N13"
    WRONG_AREA = "N14"
    DUPLICATE = "N15"
    WRONG_FORM = "N16"
    PHOTOCOPY = "N17"
    LATE = "N18"
    CROSSED_OUT = "N19"
    NOT_CONFIRMED = "N20"
    OUTSIDE_BOX = "N21"
    OTHER = "N22"


# Faults of a sheet of paper; a ballot from the web is checked before it is sealed and cannot have them.
PAPER_ALONE = frozenset(
    (
        Reason.NO_CHOICE,
        Reason.TOO_MANY,
        Reason.TOO_FEW,
        Reason.OVER_COST,
        Reason.WRONG_POINTS,
        Reason.NO_SIGNATURE,
        Reason.WRONG_FORM,
        Reason.PHOTOCOPY,
        Reason.LATE,
        Reason.CROSSED_OUT,
        Reason.OUTSIDE_BOX,
    )
)
