"""From what a person says of themselves to what voting needs: a tag, a few facts, and nothing else."""

import hmac
import json
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.rulebook.people import ageing
from wibo.rulebook.people.codes import canonical_code
from wibo.rulebook.people.eligibility import Ineligible, VoterFacts, may_vote
from wibo.rulebook.people.identity import (
    IdentityKind,
    NameFault,
    canonical_person,
    canonical_pesel,
    name_fault,
)
from wibo.rulebook.people.pesel import PeselError, PeselFault, parse
from wibo.rulebook.voting.voting_rules import Factor
from wibo.voting.electorate.models import RegisterEntry, VotingCode

_PERSON_SIZE = 640
REFUSALS = {
    Ineligible.NOT_BORN: _("Data urodzenia jest w przyszłości. Popraw ją."),
    Ineligible.IMPLAUSIBLE_AGE: _("Data urodzenia wskazuje na bardzo wysoki wiek. Sprawdź rok."),
    Ineligible.TOO_YOUNG: _("W tej edycji mogą głosować osoby, które mają co najmniej {age} lat."),
    Ineligible.NO_DECLARATION: _("Zaznacz oświadczenie. Głosować mogą mieszkańcy gminy."),
    Ineligible.NO_GUARDIAN: _(
        "Osoba, która nie ma {guardian} lat, głosuje za zgodą rodzica albo opiekuna. Zaznacz, że jest zgoda."
    ),
}


_NAME_WORDS = {
    NameFault.NO_LETTERS: _("Tu nie ma żadnej litery. Wpisz imię i nazwisko tak, jak w dokumencie."),
    NameFault.OTHER_ALPHABET: _(
        "Wpisz imię i nazwisko literami łacińskimi, jak w paszporcie albo karcie pobytu. Któraś litera jest z innego "
        "alfabetu, choć może wyglądać tak samo."
    ),
}


class WrongIdentity(Refused):
    """What the person typed cannot be right."""


@dataclass(frozen=True, slots=True)
class Voter:
    """A voter after the first step: the tag instead of an identity, and facts for eligibility and statistics.

    `person` is the part sealed to the office (no-PESEL kind), empty otherwise; `factor` is the digest of the name
    stated beside the PESEL, or of the code, `contact` that of the address or telephone that was proved.
    """

    tag: bytes
    birth_date: date
    sex: str = ""
    declared: bool = False
    person: bytes = b""
    guardian: bool = False
    factor: bytes = b""
    contact: bytes = b""

    @property
    def facts(self) -> VoterFacts:
        """What the rulebook judges."""
        return VoterFacts(self.birth_date, self.declared, self.guardian)

    def age_band(self, on: date) -> str:
        """The band on a day."""
        return ageing.band_on(self.birth_date, on)


def by_pesel(
    edition: Edition, typed: str, *, declared: bool, on: date, guardian: bool = False, name: str = ""
) -> Voter:
    """A voter from a PESEL. Raises WrongIdentity; the number is never part of the message."""
    try:
        pesel = parse(typed, on=on)
    except PeselError as error:
        raise WrongIdentity(_pesel_words(error), "pesel") from error
    tag = keys.tag(edition.ring, canonical_pesel(pesel))
    factor = keys.factor(edition.ring, tag, name) if name else b""
    return Voter(tag, pesel.birth_date, pesel.sex.value, declared, guardian=guardian, factor=factor)


def _pesel_words(error: PeselError) -> str:
    if error.fault is PeselFault.LENGTH:
        words = gettext("Numer PESEL ma {} cyfr, a powinien mieć 11. Sprawdź go i wpisz jeszcze raz.")
        return words.format(error.digits)
    return str(_PESEL_WORDS[error.fault])


_PESEL_WORDS = {
    PeselFault.NOT_DIGITS: _("Numer PESEL ma znaki, które nie są cyframi. Sprawdź go i wpisz jeszcze raz."),
    PeselFault.CHECKSUM: _("Numer PESEL ma błąd w którejś cyfrze. Sprawdź go i wpisz jeszcze raz."),
    PeselFault.DATE: _("Numer PESEL nie zawiera prawdziwej daty urodzenia. Sprawdź go i wpisz jeszcze raz."),
    PeselFault.AGE: _("Numer PESEL wskazuje na nieprawdopodobny wiek. Sprawdź go i wpisz jeszcze raz."),
}


def by_name(
    edition: Edition,
    first_name: str,
    surname: str,
    birth_date: date,
    address: str,
    *,
    declared: bool,
    guardian: bool = False,
    sex: str = "",
) -> Voter:
    """A voter without PESEL; name, address and birth date are sealed to the office at once. Raises WrongIdentity.

    The office needs the birth date to see who may be one person written twice (rulebook.people.likeness).
    """
    for field, name in (("first_name", first_name), ("surname", surname)):
        if fault := name_fault(name):
            raise WrongIdentity(str(_NAME_WORDS[fault]), field)
    tag = keys.tag(edition.ring, canonical_person(first_name, surname, birth_date))
    content = json.dumps([first_name, surname, address, birth_date.isoformat()], ensure_ascii=False).encode()
    if len(content) > _PERSON_SIZE:
        raise WrongIdentity(gettext("Skróć imię, nazwisko albo adres: razem są za długie."), "address")
    person = keys.seal(edition.ring, keys.OFFICE, content.ljust(_PERSON_SIZE))
    return Voter(tag, birth_date, sex, declared, person, guardian)


def refuse_ineligible(edition: Edition, voter: Voter, on: date) -> None:
    """Raise Refused with the reason when the rules do not let the person vote."""
    reason = may_vote(voter.facts, edition.eligibility, on)
    if reason:
        ages = {"age": edition.min_voter_age, "guardian": edition.voting.guardian_age}
        raise Refused(str(REFUSALS[reason]).format(**ages))


def by_code(edition: Edition, typed: str, *, declared: bool, guardian: bool = False) -> Voter | None:
    """The person of a one-time code; None for a code that is not one of the edition's."""
    code = canonical_code(typed)
    digest = keys.tag(edition.ring, f"code:{code}")
    found = VotingCode.objects.filter(edition=edition, digest=digest, replaced=False).first()
    if not code or found is None:
        return None
    born, sex = keys.facts_box(edition.ring, code).decrypt(bytes(found.facts)).decode().split()
    return Voter(
        bytes(found.tag),
        date.fromisoformat(born),
        "" if sex == "-" else sex,
        declared,
        guardian=guardian,
        factor=digest,
    )


def is_entitled(edition: Edition, voter: Voter, *, on_paper: bool = False) -> bool:
    """Whether the person is on the edition's list, where it has one: the register, or those who got a code.

    On the web the name stated beside the PESEL must fit, too, and the code be the one that is in force; on paper a
    person signs instead.
    """
    if edition.kind is IdentityKind.CODE:
        codes = VotingCode.objects.filter(edition=edition, tag=voter.tag)
        return (codes if on_paper else codes.filter(digest=voter.factor, replaced=False)).exists()
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        return True
    entry = RegisterEntry.objects.filter(edition=edition, tag=voter.tag).first()
    asked = edition.voting.factor is not Factor.NONE and not on_paper
    # Compared even when nobody was found, so that the answer takes as long.
    fits = hmac.compare_digest(bytes(entry.factor) if entry else bytes(32), voter.factor or b"")
    return entry is not None and (fits or not asked)


def has_taken_part(edition: Edition, tag: bytes) -> bool:
    """Whether the person has, on the web or on paper. Asked for every voter: put together by the ORM it takes twice as long."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [edition.pk, tag])
        return cursor.fetchone() is not None


_TAKEN = "SELECT 1 FROM voting_participation WHERE edition_id = %s AND tag = %s"
