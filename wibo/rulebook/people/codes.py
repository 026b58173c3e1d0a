"""One-time voting codes and confirmation numbers: how they are written and read.

A voting code has 12 signs of 30 (no 0, 1, I, L, O, U): 58 bits, far beyond guessing at the pace that the booth allows.
"""

import re
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_LOOKALIKES = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J", "U": "V"})


def canonical_code(typed: str) -> str:
    """The code however typed: small letters, spaces, hyphens, full-width signs. "" when it cannot be one.

    Signs that no code has become the one that looks like them on paper.
    """
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    code = re.sub(r"[\s\-‐‑‒–—−.]", "", folded)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def grouped_code(code: str) -> str:
    """The code as it is printed: in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


_TELEPHONE = re.compile(r"\+?[\d ()/-]{7,}")
_POINTLESS = ("gmail.com", "googlemail.com")
_EMAIL = re.compile(r"[^@\s]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")


def canonical_email(typed: str) -> str:
    """The address that two spellings of one mailbox share, "" when it is none.

    What follows a plus is dropped, and the points of a Gmail name, which Google's mail passes over.
    """
    folded = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not _EMAIL.fullmatch(folded) or len(folded) > 254:
        return ""
    name, _, host = folded.rpartition("@")
    mailbox = name.split("+")[0]
    if host in _POINTLESS:
        mailbox, host = mailbox.replace(".", ""), "gmail.com"
    return f"{mailbox}@{host}" if mailbox else ""


def is_telephone(typed: str) -> bool:
    """Whether it can be dialled: seven signs or more, of those that numbers are written with."""
    return _TELEPHONE.fullmatch(typed) is not None


def canonical_phone(typed: str) -> str:
    """A Polish number as +48 and nine digits, "" when it is none. Numbers that cost extra are none."""
    digits = re.sub(r"[\s\-().]", "", unicodedata.normalize("NFKC", typed))
    digits = re.sub(r"^(\+48|0048|48(?=\d{9}$))", "", digits)
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 9):
        return ""
    return f"+48{digits}" if digits[0] in "12345678" and digits[:2] != "70" else ""
