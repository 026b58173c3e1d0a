"""Support of an idea: signatures on paper as a clerk counts them, and people who confirm an address on line."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wibo.access.refusal import Refused
from wibo.access.throttling import MAILBOX_LETTERS
from wibo.accounts.models import User
from wibo.journal.acts import Act
from wibo.journal.events.proposals import SignaturesCounted
from wibo.letters.actions import write
from wibo.letters.models import Letter
from wibo.proposals import lifecycle
from wibo.proposals.mailbox_links import CONFIRM_WITHIN, row_of, token_of
from wibo.proposals.models import Proposal, Supporter
from wibo.proposals.moves import HANDING_IN
from wibo.proposals.own import refuse_own
from wibo.proposals.statuses import OUT, Status
from wibo.rulebook.people.codes import canonical_email
from wibo.rulebook.spelling.texts import tidy
from wibo.towns.addresses import lasting_address

_SALT = "wibo.proposals.supporting"


def count_signatures(proposal: Proposal, *, given: int, valid: int, user: User, at: datetime) -> None:
    """Note how many signatures the paper lists hold, and how many of them count. Raises Refused."""
    if valid > given:
        raise Refused("Ważnych podpisów nie może być więcej niż wszystkich.", "valid")
    refuse_own(proposal, user)
    with transaction.atomic():
        locked = _held(proposal)
        if locked.status in (Status.DRAFT, *OUT) or locked.edition.frozen_at:
            raise Refused("Podpisów tego wniosku nie można już liczyć.")
        proposal.signatures_given, proposal.signatures_valid = given, valid
        proposal.save(update_fields=["signatures_given", "signatures_valid"])
        lifecycle.journal(SignaturesCounted(proposal.number, given, valid), proposal, Act(user.signature, at))


def open_support(proposal: Proposal, at: datetime) -> None:
    """Make the page on which people support the idea; its address is a secret until the author gives it away.

    Raises Refused.
    """
    if not proposal.edition.online_support:
        raise Refused("W tej edycji poparcie zbiera się tylko na papierze.")
    if not collects_support(proposal, at):
        raise Refused("Poparcie zbiera się tylko przed złożeniem wniosku, w czasie naboru.")
    if not proposal.title or proposal.pool is None:
        raise Refused("Najpierw nadaj tytuł i wybierz pulę: ludzie muszą wiedzieć, co popierają.")
    if not proposal.support_key:
        proposal.support_key = secrets.token_hex(10)
        proposal.save(update_fields=["support_key"])


def takes_support(proposal: Proposal, now: datetime) -> bool:
    """Whether people can support the idea on line now."""
    return bool(proposal.support_key) and collects_support(proposal, now)


def collects_support(proposal: Proposal, now: datetime) -> bool:
    """Whether support may be collected on line: while the author writes, and could hand the proposal in."""
    edition, feature = proposal.edition, HANDING_IN.get(Status(proposal.status))
    return feature is not None and edition.enables(feature, now) and edition.online_support


def ask(proposal: Proposal, *, name: str, email: str, at: datetime) -> None:
    """Write the letter that confirms somebody's support; until then it does not count.

    An address that supports the idea already gets a letter that says so, and the page says the same in both cases. Raises
    Refused.
    """
    if not takes_support(proposal, at):
        raise Refused(_("Tego pomysłu nie można już poprzeć przez internet."))
    mailbox = canonical_email(email)
    if not mailbox:
        raise Refused(_("Wpisz adres e-mail, na przykład jan.kowalski@example.com."), "email")
    MAILBOX_LETTERS.take(mailbox)
    if mailbox in _own_mailboxes(proposal):
        # The page says the same as to anybody: whoever wrote the idea is nobody's business.
        write(
            "support_own",
            town=proposal.edition.town,
            address=email.strip().casefold(),
            at=at,
            proposal=proposal,
        )
        return
    with transaction.atomic():
        one = _row(proposal, mailbox, name=tidy(name), email=email.strip().casefold(), at=at)
        town = proposal.edition.town
        link = lasting_address(town, "proposals:confirm-support", token_of(one, _SALT))
        write(
            "support_confirm",
            town=town,
            address=one.email,
            at=at,
            proposal=proposal,
            link=link,
            known=one.confirmed_at,
        )


def _own_mailboxes(proposal: Proposal) -> set[str]:
    """Those of its authors, who do not back themselves."""
    others = proposal.co_authors.filter(left_at=None).values_list("email", flat=True)
    return {canonical_email(address) for address in [proposal.contact_email, *others] if address}


def _row(proposal: Proposal, mailbox: str, *, name: str, email: str, at: datetime) -> Supporter:
    """Who is asked: of two who name one mailbox before it is confirmed, the later one."""
    try:
        with transaction.atomic():
            made: Supporter = Supporter.objects.create(
                proposal=proposal, mailbox=mailbox, name=name, email=email, asked_at=at
            )
    except IntegrityError:
        rows = Supporter.objects.filter(proposal=proposal, mailbox=mailbox)
        rows.filter(confirmed_at=None).update(name=name, email=email, asked_at=at)
        made = rows.get()
    return made


def supporter_of(token: str) -> Supporter | None:
    """Who a letter's link is of; None once it is too old, or the support was taken back.

    Support that counts can be taken back by the same link as long as it is collected.
    """
    rows = Supporter.objects.select_related("proposal__edition__town", "proposal__pool")
    return row_of(token, _SALT, rows)


def confirm(one: Supporter, *, at: datetime) -> None:
    """Count the support. Raises Refused."""
    with transaction.atomic():
        proposal = _held(one.proposal)
        if not takes_support(proposal, at):
            raise Refused(_("Tego pomysłu nie można już poprzeć przez internet."))
        if not Supporter.objects.filter(pk=one.pk).exists():
            raise Refused(_("To poparcie jest już wycofane."))
        Supporter.objects.filter(pk=one.pk, confirmed_at=None).update(confirmed_at=at)


def take_back(one: Supporter, *, at: datetime) -> None:
    """Forget the person, and their letters. While support is collected it counts no more; once the proposal was handed in
    with it the number stays, and nobody's name.
    """
    with transaction.atomic():
        proposal = _held(one.proposal)
        Letter.objects.filter(template="support_confirm", address=one.email).delete()
        rows = Supporter.objects.filter(pk=one.pk)
        if takes_support(proposal, at):
            rows.delete()
        else:
            rows.filter(confirmed_at=None).delete()
            rows.update(name="", email="", mailbox=f"{one.pk}")


def _held(proposal: Proposal) -> Proposal:
    """The proposal as it stands, so that nobody moves it while its support changes."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition")
    found: Proposal = rows.get(pk=proposal.pk)
    return found


def sweep_unconfirmed(at: datetime) -> int:
    """Forget those who have not confirmed in time, and the letters that asked them; how many."""
    rows = Supporter.objects.filter(confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN)
    with transaction.atomic():
        for town, address in set(rows.values_list("proposal__edition__town", "email")):
            letters = Letter.objects.filter(template="support_confirm", town=town, address=address)
            letters.filter(written_at__lt=at - CONFIRM_WITHIN).delete()
        return rows.delete()[0]
