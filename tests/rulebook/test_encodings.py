"""The text of a file is told by its letters, whichever way an office has saved it."""

import pytest

from wibo.rulebook.spelling.encodings import decoded

SENTENCES = (
    "Zażółć gęślą jaźń w Łodzi",
    "ŚCIEŻKA ROWEROWA Źródło „Żabie Oko” – etap 2",
    "Ławki, śmietniki i ąę",
    "Huśtawki w Brzęczyszczykiewiczach koło Łękołodów",
)


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2", "cp852", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_encoding_is_told_by_its_letters(encoding, sentence):
    narrow = encoding in ("iso8859_2", "cp852")
    plain = sentence.translate(str.maketrans("„”–", '""-')) if narrow else sentence
    assert decoded(plain.encode(encoding)) == plain
