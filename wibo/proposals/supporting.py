"""Support of an idea: signatures on paper as a clerk counts them, and people who confirm an address on line."""

import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from wibo.access.refusal import Refused
from wibo.access.throttling import MAILBOX_LETTERS
from wibo.journal.acts import Act
from wibo.journal.events.proposals import SignaturesCounted
from wibo.letters.actions import write
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal, Supporter
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.people.codes import canonical_email
from wibo.rulebook.spelling.texts import tidy
from wibo.towns.addresses import address_of

_SALT = "wibo.proposals.supporting"
_CONFIRM_WITHIN = timedelta(days=14)
# While these last, people may still support an idea.
_OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)


def count_signatures(proposal: Proposal, *, given: int, valid: int, act: Act) -> None:
    """Note how many signatures the paper lists hold, and how many of them count. Raises Refused."""
    if valid > given:
        raise Refused("Ważnych podpisów nie może być więcej niż wszystkich.", "valid")
    with transaction.atomic():
        proposal.signatures_given, proposal.signatures_valid = given, valid
        proposal.save(update_fields=["signatures_given", "signatures_valid"])
        lifecycle.journal(SignaturesCounted(proposal.number, given, valid), proposal, act)


def open_support(proposal: Proposal) -> None:
    """Make the page on which people support the idea; its address is a secret until the author gives it away.

    Raises Refused.
    """
    if not proposal.edition.online_support:
        raise Refused("W tej edycji poparcie zbiera się tylko na papierze.")
    if not proposal.title or proposal.pool is None:
        raise Refused("Najpierw nadaj tytuł i wybierz pulę: ludzie muszą wiedzieć, co popierają.")
    if not proposal.support_key:
        proposal.support_key = secrets.token_hex(10)
        proposal.save(update_fields=["support_key"])


def takes_support(proposal: Proposal, now: datetime) -> bool:
    """Whether people can support the idea on line now."""
    edition = proposal.edition
    in_time = edition.enables(Feature.SUBMIT, now) or edition.enables(Feature.SUPPLEMENT, now)
    return bool(proposal.support_key) and edition.online_support and proposal.status in _OPEN and in_time


def ask(proposal: Proposal, *, name: str, email: str, at: datetime) -> None:
    """Write the letter that confirms somebody's support; until then it does not count.

    An address that supports the idea already gets a letter that says so, and the page says the same in both cases. Raises
    Refused.
    """
    if not takes_support(proposal, at):
        raise Refused("Tego pomysłu nie można już poprzeć przez internet.")
    mailbox = canonical_email(email)
    if not mailbox:
        raise Refused("Wpisz adres e-mail, na przykład jan.kowalski@example.com.", "email")
    MAILBOX_LETTERS.take(mailbox)
    one = _row(proposal, mailbox, name=tidy(name), email=email.strip(), at=at)
    town = proposal.edition.town
    link = address_of(town) + reverse("proposals:confirm-support", args=[signing.dumps(one.pk, salt=_SALT)])
    write(
        "support_confirm",
        town=town,
        address=one.email,
        at=at,
        proposal=proposal,
        link=link,
        known=one.confirmed_at,
    )


def _row(proposal: Proposal, mailbox: str, *, name: str, email: str, at: datetime) -> Supporter:
    try:
        with transaction.atomic():
            made: Supporter = Supporter.objects.create(
                proposal=proposal, mailbox=mailbox, name=name, email=email, asked_at=at
            )
    except IntegrityError:
        made = Supporter.objects.get(proposal=proposal, mailbox=mailbox)
    return made


def supporter_of(token: str) -> Supporter | None:
    """Who a letter's link is of; None once it is too old, or the support was taken back."""
    try:
        key = signing.loads(token, salt=_SALT, max_age=_CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    rows = Supporter.objects.select_related("proposal__edition__town", "proposal__pool")
    found: Supporter | None = rows.filter(pk=key).first()
    return found


def confirm(one: Supporter, *, at: datetime) -> None:
    """Count the support. Raises Refused."""
    if not takes_support(one.proposal, at):
        raise Refused("Tego pomysłu nie można już poprzeć przez internet.")
    Supporter.objects.filter(pk=one.pk, confirmed_at=None).update(confirmed_at=at)


def take_back(one: Supporter, *, at: datetime) -> None:
    """Take the support back while support is collected; nothing of the person stays. Raises Refused."""
    if not takes_support(one.proposal, at):
        raise Refused("Zbieranie poparcia się skończyło. Nie można go już wycofać.")
    one.delete()
