"""Search as Polish readers expect it: by any form of a word, with or without diacritics, in spite of a slip.

The same on both databases: words are brought to their basic form here, and the database only compares letters. What is
looked through is stored as ` word word `: each word as it stands and in its basic form, without case and diacritics.
"""

import difflib
import fcntl
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory

from wibo.editions.models import Pool
from wibo.memory import lasting
from wibo.proposals.sorting import LONGEST_SEARCH, searchable

_WORDS = re.compile(r"\w+")
# Before a number they say that it is one: "nr 8", "projekt 8".
_OF_NUMBER = frozenset({"nr", "numer", "projekt", "wniosek", "no"})
# A word is told by its beginning from so many letters on; beside words in full from so many: shorter beginnings are shared by
# words that have nothing to do with one another ("park", "parking").
_BEGINNING, _SURE_BEGINNING = 3, 5
# How like two words must be to be taken for one with a slip (difflib's ratio); short words only by form.
_LIKENESS, _SHORTEST_SLIP = 0.78, 4


_DICTIONARY = "pl.dic"


def make_dictionary() -> None:
    """Make the dictionary of Polish words on disk, unless it is there: 8 s and 21 MB, once for an installation.

    It appears whole or not at all: processes that start together wait for the one that makes it.
    """
    folder = settings.WORDS_DIR
    if (folder / _DICTIONARY).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / _DICTIONARY).exists():
            with tempfile.TemporaryDirectory(dir=folder) as making:
                TrieDictionaryFactory(disk_cache_dir=making).get_dictionary("pl")
                (Path(making) / _DICTIONARY).rename(folder / _DICTIONARY)


@lasting(1)
def _dictionary() -> tuple[Callable[[str], str], Callable[[str], bool]]:
    """Polish words to their basic forms, and whether a form is known at all; it stays on disk and is mapped, not copied into
    each process.
    """
    make_dictionary()
    dictionaries = TrieDictionaryFactory(disk_cache_dir=str(settings.WORDS_DIR))
    made = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=dictionaries))
    forms = DictionaryLookupStrategy(dictionaries)
    return (
        lambda word: str(made.lemmatize(word, lang="pl")),
        lambda word: forms.get_lemma(word, "pl") is not None,
    )


def words_of(text: str) -> Iterator[tuple[str, str]]:
    """Each word of a text as it stands and in its basic form, without case and diacritics."""
    basic, _ = _dictionary()
    for word in _WORDS.findall(text.casefold()):
        yield searchable(word), searchable(basic(word))


def indexed(*texts: str) -> str:
    """What is stored to be looked through."""
    found = dict.fromkeys(form for text in texts for forms in words_of(text) for form in forms)
    return f" {' '.join(found)} "


# The words of pools' names by their keys, as `indexed` gives them.
Pools = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for: as typed, in its basic form, whether it names a number, and whether a dictionary has it."""

    typed: str
    basic: str
    is_number: bool = False
    is_known: bool = True

    def in_full(self, pools: Pools) -> Q:
        """Where it stands in any form, also in the pool's name, and where a long word begins like it ("rower" in "rowerowa");
        a number also as the row's own.
        """
        if self.is_number:
            return Q(number=self.typed)
        found = self._holding([f" {self.basic} ", f" {self.typed} ", *self._sure_beginnings()], pools)
        return found | Q(number=self.typed) if self.typed.isdigit() else found

    def by_beginning(self, pools: Pools) -> Q:
        """Where a word begins like it, however short: while one types, or without diacritics in another form."""
        if self.is_number or self.typed.isdigit() or len(self.typed) < _BEGINNING:
            return self.in_full(pools)
        return self.in_full(pools) | self._holding([f" {self.typed}", f" {self._stem}"], pools)

    @property
    def _stem(self) -> str:
        return self.basic[: max(_BEGINNING + 1, len(self.basic) - 2)]

    def _sure_beginnings(self) -> list[str]:
        if self.typed.isdigit():
            return []
        # A form without its diacritics is in no dictionary ("sciezke"): its stem stands for it.
        told = {one for one in (self.typed, self.basic) if len(one) >= _SURE_BEGINNING}
        if not self.is_known and len(self._stem) > _BEGINNING:
            told.add(self._stem)
        return [f" {one}" for one in sorted(told)]

    @staticmethod
    def _holding(parts: Iterable[str], pools: Pools) -> Q:
        parts = list(parts)
        named = [key for key, words in pools.items() if any(part in words for part in parts)]
        return reduce(or_, (Q(search__contains=part) for part in parts), Q(pool__in=named))


def terms_of(query: str) -> list[Term]:
    """The words of a query; "projekt nr 8" is one term, the number 8. Words of a letter or two say nothing beside others."""
    _, is_known = _dictionary()
    found: list[Term] = []
    for word, (typed, basic) in zip(_WORDS.findall(query.casefold()), words_of(query), strict=True):
        is_number = typed.isdigit() and bool(found) and found[-1].typed in _OF_NUMBER
        while is_number and found and found[-1].typed in _OF_NUMBER:
            found.pop()
        found.append(Term(typed, basic, is_number, is_known(word)))
    telling = [term for term in found if len(term.typed) >= _BEGINNING or term.typed.isdigit()]
    return telling or found


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that fit, and the words that were looked for in the place of those typed; empty where those fitted."""

    rows: QuerySet[Any]
    instead: str = ""


def look_for(rows: QuerySet[Any], query: str) -> Found:
    """The rows (with `search`, `number` and `pool`) that hold all words of the query: in any form; else beginning so; else
    nearly so. At most five queries, however many rows there are.
    """
    terms = terms_of(query) if len(query) <= LONGEST_SEARCH else []
    if not terms:
        return Found(rows.none())
    pools = Pool.objects.filter(pk__in=rows.order_by().values("pool"))
    named = {key: indexed(name) for key, name in pools.values_list("pk", "name")}
    for way in (Term.in_full, Term.by_beginning):
        found = rows.filter(*(way(term, named) for term in terms))
        if found.exists():
            return Found(found)
    texts = [*rows.values_list("search", flat=True), *named.values()]
    known = {word for text in texts for word in text.split()}
    nearest = [_nearest(term, known) for term in terms]
    if None in nearest:
        return Found(rows.none())
    meant = [term for term in nearest if term is not None]
    found = rows.filter(*(term.in_full(named) for term in meant))
    return Found(found, " ".join(term.typed for term in meant)) if found.exists() else Found(rows.none())


def _nearest(term: Term, known: set[str]) -> Term | None:
    """The word among those that are known that the term may be a slip of; itself where it stands there."""
    if term.is_number or len(term.typed) < _SHORTEST_SLIP:
        return term
    if term.basic in known or term.typed in known:
        return term
    close = difflib.get_close_matches(term.typed, _of_like_length(known, term.typed), n=1, cutoff=_LIKENESS)
    return Term(close[0], close[0]) if close else None


def _of_like_length(words: Iterable[str], typed: str) -> list[str]:
    """Words that can be near at all; sorted, so that of equals the same one is taken everywhere."""
    return sorted(word for word in words if abs(len(word) - len(typed)) <= len(typed) // 3 + 1)
