"""The contact that a voter without PESEL proves: as a digest, with as many votes as the edition lets it confirm."""

import secrets
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.letters.gateways import sms_gateway
from wibo.rulebook.people.codes import canonical_email, canonical_phone
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.voting_rules import Contact
from wibo.voting.electorate.models import ContactSlot
from wibo.voting.electorate.voters import Voter, WrongIdentity

USED_UP = _(
    "Z tego adresu albo telefonu potwierdzono już tyle głosów, na ile pozwalają zasady. Podaj inny albo zagłosuj na "
    "papierze."
)


def asks_contact(edition: Edition) -> bool:
    """Whether the voter proves a contact before choosing."""
    return edition.kind is IdentityKind.NAME_AND_BIRTH_DATE and edition.voting.contact is not Contact.NONE


def canonical_contact(edition: Edition, typed: str) -> str:
    """The address or number in one spelling. Raises WrongIdentity when the edition cannot use it."""
    kind = edition.voting.contact
    email = canonical_email(typed) if kind in (Contact.EMAIL, Contact.EITHER) else ""
    phone = canonical_phone(typed) if kind in (Contact.PHONE, Contact.EITHER) else ""
    if phone and sms_gateway() is None:
        raise WrongIdentity(
            gettext("Wiadomości SMS teraz nie działają. Zadzwoń do urzędu albo zagłosuj na papierze."),
            "contact",
        )
    if not (email or phone):
        raise WrongIdentity(str(_WRONG[kind]), "contact")
    return email or phone


_WRONG = {
    Contact.EMAIL: _("Wpisz adres e-mail, na przykład jan@przyklad.pl."),
    Contact.PHONE: _("Wpisz numer polskiego telefonu, dziewięć cyfr."),
    Contact.EITHER: _("Wpisz adres e-mail albo numer polskiego telefonu, dziewięć cyfr."),
}


def with_contact(edition: Edition, voter: Voter, contact: str) -> Voter:
    """The voter with the digest of the contact."""
    return replace(voter, contact=keys.tag(edition.ring, f"contact:{contact}"))


def new_number() -> str:
    """Six digits to be sent."""
    return f"{secrets.randbelow(1_000_000):06d}"


def free_slot(edition: Edition, contact: bytes) -> int | None:
    """The first slot of a contact that no vote has taken; None when all are."""
    used = set(ContactSlot.objects.filter(edition=edition, digest=contact).values_list("slot", flat=True))
    return next((slot for slot in range(1, edition.voting.contact_votes + 1) if slot not in used), None)


def take_slot(edition: Edition, voter: Voter) -> None:
    """Use one of the contact's votes; call inside the cast's transaction. Raises Refused when none is left.

    Two votes at once may want the same slot: the constraint lets one have it, and the other takes the next.
    """
    if not asks_contact(edition):
        return
    if not voter.contact:
        raise Refused(gettext("Najpierw potwierdź adres albo telefon. Zacznij głosowanie od początku."))
    most = edition.voting.contact_votes
    while (slot := free_slot(edition, voter.contact)) is not None:
        try:
            with transaction.atomic():
                ContactSlot(edition=edition, digest=voter.contact, slot=slot, most=most).save(
                    force_insert=True
                )
            return
        except IntegrityError:
            continue
    raise Refused(USED_UP)
