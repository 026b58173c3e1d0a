"""The text of a file, whichever way a Polish office has saved it.

Marked encodings are believed; of those without a mark the one is taken in which the signs beyond ASCII are Polish letters.
"""

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_LETTERS = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
# What else is usual in Polish text: quotation marks, dashes, degrees, hard spaces, the letters of neighbours.
_USUAL = frozenset("„”“’‘–—…§°²³½×€«»·\xa0äöüßéèáíčšžřýőű")
# By how usual they are; the first of equals is taken. 852 is what programs of DOS write to this day.
_WITHOUT_MARK = ("cp1250", "iso8859_2", "cp852")
_ENOUGH = 4


def decoded(raw: bytes) -> str:
    """The text: UTF-8, UTF-16 with or without a mark, Windows-1250, ISO-8859-2 or DOS 852."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    if wide := _wide(raw):
        return raw.decode(wide, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return max((raw.decode(encoding, errors="replace") for encoding in _WITHOUT_MARK), key=_polish)


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is 0. Empty for anything else."""
    head = raw[:2000]
    half = len(head) // 2
    if half < _ENOUGH or len(raw) % 2:
        return ""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if second * 2 > half and not first:
        return "utf-16-le"
    return "utf-16-be" if first * 2 > half and not second else ""


def _polish(text: str) -> int:
    """How much the signs beyond ASCII look like Polish; every other sign counts against it."""
    beyond = [sign for sign in text if not sign.isascii()]
    return sum(2 if sign in _LETTERS else 0 if sign in _USUAL else -3 for sign in beyond)
