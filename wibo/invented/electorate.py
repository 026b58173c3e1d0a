"""Who may vote in an invented town, and how each of them is told apart in the edition's own way."""

import random
from datetime import date

from django.utils.timezone import localtime

from wibo.editions.models import Edition
from wibo.invented.people import FIRST_NAMES, STREETS, SURNAMES, birth_date_of, pesel_of
from wibo.invented.recipe import Recipe
from wibo.journal.acts import Act
from wibo.keyring import keys
from wibo.rulebook.people.identity import IdentityKind, canonical_person
from wibo.rulebook.voting.voting_rules import Factor
from wibo.voting.electorate import voters
from wibo.voting.electorate.address_lists import Addressee
from wibo.voting.electorate.codes import make_codes
from wibo.voting.electorate.contacts import with_contact
from wibo.voting.electorate.models import VotingCode
from wibo.voting.electorate.register import import_register
from wibo.voting.electorate.register_reading import read_register

# People on the list who do not vote by themselves: visitors vote in their place.
MARGIN = 400
_HEADINGS = {Factor.FIRST_NAME: "imię", Factor.MOTHER: "imię matki", Factor.FATHER: "imię ojca"}


def name_beside(at: int) -> str:
    """The name that the voter with a number states beside the PESEL, where the edition asks for one."""
    return FIRST_NAMES[at % len(FIRST_NAMES)]


def person(at: int, today: date, youngest: int) -> Addressee:
    """The voter with a number, as an edition without PESEL knows them."""
    chance = random.Random(-at)
    born = birth_date_of(at, today, youngest)
    address = f"ul. {chance.choice(STREETS)} {at % 90 + 1}"
    return Addressee(chance.choice(FIRST_NAMES), chance.choice(SURNAMES), born, address)


def enrol(recipe: Recipe, edition: Edition, act: Act) -> None:
    """Give the edition its list of people, where it has one: the register, or those who get a code."""
    people = recipe.web_ballots + sum(count for _, count in recipe.boxes) + MARGIN
    today = localtime(act.at).date()
    if edition.kind is IdentityKind.PESEL_REGISTER:
        import_register(edition, read_register(edition, _file(edition, people, today), at=act.at), act=act)
    elif edition.kind is IdentityKind.CODE:
        letters = [person(at, today, edition.min_voter_age) for at in range(people)]
        make_codes(edition, list(dict.fromkeys(letters)), anew=False, act=act)


def _file(edition: Edition, people: int, today: date) -> str:
    numbers = [pesel_of(at, today, edition.min_voter_age) for at in range(people)]
    heading = _HEADINGS.get(edition.voting.factor)
    if heading is None:
        return "\n".join(numbers)
    rows = [f"{number};{name_beside(at)}" for at, number in enumerate(numbers)]
    return "\n".join([f"PESEL;{heading}", *rows])


def voter_of(edition: Edition, at: int, today: date) -> voters.Voter:
    """The voter with a number."""
    if edition.kind is IdentityKind.CODE:
        return _by_letter(edition, person(at, today, edition.min_voter_age))
    if edition.kind is not IdentityKind.NAME_AND_BIRTH_DATE:
        name = "" if edition.voting.factor is Factor.NONE else name_beside(at)
        number = pesel_of(at, today, edition.min_voter_age)
        return voters.by_pesel(edition, number, declared=True, on=today, guardian=True, name=name)
    one = person(at, today, edition.min_voter_age)
    voter = voters.by_name(
        edition,
        one.first_name,
        one.surname,
        one.birth_date,
        one.address,
        declared=True,
        guardian=True,
    )
    return with_contact(edition, voter, f"osoba{at}@przyklad.example")


def _by_letter(edition: Edition, one: Addressee) -> voters.Voter:
    """Who got a letter with a code and typed it: the code itself is known to nobody any more."""
    tag = keys.tag(edition.ring, canonical_person(one.first_name, one.surname, one.birth_date))
    row = VotingCode.objects.filter(edition=edition, tag=tag, replaced=False).first()
    factor = bytes(row.digest) if row else b""
    return voters.Voter(tag, one.birth_date, declared=True, guardian=True, factor=factor)
