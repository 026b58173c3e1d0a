"""One-time codes: made for people of an address list or at the desk, kept as digests, printed once and forgotten."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.electorate import CodeIssued, CodesMade
from wibo.keyring import keys
from wibo.rulebook.people.codes import ALPHABET, LENGTH
from wibo.rulebook.people.identity import IdentityKind, canonical_person
from wibo.voting.electorate.address_lists import Addressee
from wibo.voting.electorate.models import VotingCode

_BATCH = 500


@dataclass(frozen=True, slots=True)
class CodeLetter:
    """A code for the person whom the letter goes to; lives until the letter is printed."""

    addressee: Addressee
    code: str


def make_codes(edition: Edition, people: list[Addressee], *, anew: bool, act: Act) -> list[CodeLetter]:
    """Codes for people of a list; who has one is passed over, or gets a new one in its place. Raises Refused."""
    _refuse(edition, act.at)
    tags = {person: _tag(edition, person) for person in people}
    with transaction.atomic():
        rows = VotingCode.objects.filter(edition=edition, replaced=False, tag__in=list(tags.values()))
        known = {bytes(tag) for tag in rows.values_list("tag", flat=True)}
        if anew:
            rows.update(replaced=True)
        wanted = [person for person in people if anew or tags[person] not in known]
        letters = [CodeLetter(person, _new_code()) for person in wanted]
        VotingCode.objects.bulk_create(
            [_row(edition, tags[one.addressee], one) for one in letters], batch_size=_BATCH
        )
        record(
            CodesMade(count=len(letters), passed=len(people) - len(letters)),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
    return letters


def issue_code(edition: Edition, person: Addressee, reason: str, *, act: Act) -> CodeLetter:
    """A code at the desk for a person who has shown a document; an earlier one goes. Raises Refused."""
    _refuse(edition, act.at)
    tag = _tag(edition, person)
    letter = CodeLetter(person, _new_code())
    with transaction.atomic():
        VotingCode.objects.filter(edition=edition, tag=tag, replaced=False).update(replaced=True)
        _row(edition, tag, letter).save(force_insert=True)
        record(CodeIssued(reason=reason), act, town=edition.town, edition=edition.pk, about=edition)
    return letter


def _refuse(edition: Edition, at: datetime) -> None:
    if edition.kind is not IdentityKind.CODE:
        raise Refused("W tej edycji nie głosuje się kodem.")
    if edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Nikt już nie może zagłosować.")
    if not keys.ready(edition.ring):
        raise Refused("Klucze tej edycji jeszcze nie powstały. Odczekaj minutę i spróbuj jeszcze raz.")


def _tag(edition: Edition, person: Addressee) -> bytes:
    return keys.tag(edition.ring, canonical_person(person.first_name, person.surname, person.birth_date))


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _row(edition: Edition, tag: bytes, letter: CodeLetter) -> VotingCode:
    born: date = letter.addressee.birth_date
    facts = f"{born.isoformat()} {letter.addressee.sex or '-'}".encode()
    digest = keys.tag(edition.ring, f"code:{letter.code}")
    sealed = keys.facts_box(edition.ring, letter.code).encrypt(facts)
    return VotingCode(edition=edition, tag=tag, digest=digest, facts=bytes(sealed))
