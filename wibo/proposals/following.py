"""Following a proposal by e-mail: anyone may, once the mailbox is confirmed, and stops by one click."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wibo.access.refusal import Refused
from wibo.access.throttling import FOLLOW_LETTERS
from wibo.letters.actions import write
from wibo.letters.models import Letter
from wibo.proposals.mailbox_links import CONFIRM_WITHIN, row_of, token_of
from wibo.proposals.models import Follower, Proposal, Telling
from wibo.proposals.statuses import OUT, Status
from wibo.rulebook.people.codes import canonical_email
from wibo.towns.addresses import lasting_address

_SALT = "wibo.proposals.following"
# Letters of one round of the worker: each is a row and a task.
_AT_ONCE = 300


def can_be_followed(proposal: Proposal) -> bool:
    """Whether anything more can be told of it to everyone: not of one refused once the ballot is fixed without it."""
    if proposal.status == Status.REJECTED and proposal.edition.frozen_at:
        return False
    return proposal.status not in (Status.DRAFT, *OUT)


def ask(proposal: Proposal, *, email: str, at: datetime) -> None:
    """Write the letter that confirms the mailbox; until then nothing is sent to it. Who follows already gets it again,
    with the link that ends it, and the page says the same in both cases. Raises Refused.
    """
    if not can_be_followed(proposal):
        raise Refused(_("Tego wniosku nie można obserwować: nie będzie już dalszych kroków."))
    mailbox = canonical_email(email)
    if not mailbox:
        raise Refused(_("Wpisz adres e-mail, na przykład jan.kowalski@example.com."), "email")
    FOLLOW_LETTERS.take(mailbox)
    with transaction.atomic():
        one = _row(proposal, mailbox, email=email.strip().casefold(), at=at)
        _write(one, "follow_confirm", at=at, known=one.confirmed_at)


def _row(proposal: Proposal, mailbox: str, *, email: str, at: datetime) -> Follower:
    try:
        with transaction.atomic():
            made: Follower = Follower.objects.create(
                proposal=proposal, mailbox=mailbox, email=email, asked_at=at
            )
    except IntegrityError:
        rows = Follower.objects.filter(proposal=proposal, mailbox=mailbox)
        rows.filter(confirmed_at=None).update(email=email, asked_at=at)
        made = rows.get()
    return made


def _write(one: Follower, template: str, *, at: datetime, **context: Any) -> None:
    town = one.proposal.edition.town
    link = lasting_address(town, "proposals:follower", token_of(one, _SALT))
    write(
        template,
        town=town,
        address=one.email,
        at=at,
        # Not as a letter about the proposal: the office need not know who follows it.
        about=_about(one.pk),
        edition=one.proposal.edition_id,
        followed=one.proposal,
        link=link,
        **context,
    )


def _about(key: int) -> str:
    return f"follower:{key}"


def follower_of(token: str) -> Follower | None:
    """Who a letter's link is of; None once it is too old and was not used, or the following is over."""
    return row_of(token, _SALT, Follower.objects.select_related("proposal__edition__town"))


def confirm(one: Follower, *, at: datetime) -> None:
    """From now on each public step is told. Raises Refused when the following was ended meanwhile."""
    if not Follower.objects.filter(pk=one.pk).update(confirmed_at=one.confirmed_at or at):
        raise Refused(_("Tego wniosku już nie obserwujesz. Możesz zacząć od nowa."))


def stop(one: Follower) -> None:
    """Forget the mailbox, and what was written to it about this proposal."""
    with transaction.atomic():
        Letter.objects.filter(about=_about(one.pk)).delete()
        Follower.objects.filter(pk=one.pk).delete()


def tell_followers(proposal: Proposal, said: str, *, at: datetime, subject: str, once: str = "") -> None:
    """Let all who follow be written to: `subject` names the step in a few words, `said` tells it in sentences.

    The letters are written by the worker (`write_tellings`): their number must not hold up whoever acts.
    """
    if not Follower.objects.filter(proposal=proposal).exclude(confirmed_at=None).exists():
        return
    telling = Telling(proposal=proposal, subject=subject, said=said, once=once, made_at=at)
    if not once:
        telling.save()
        return
    with suppress(IntegrityError), transaction.atomic():
        telling.save()


def write_tellings(at: datetime) -> int:
    """Write a portion of the letters that are due in the town in scope; how many.

    A mailbox gets each telling once, however often this runs and however many run at once: its row is held and marked
    with the letter. Who has stopped meanwhile has no row, and who began after a step is not told of it.
    """
    written = 0
    for telling in Telling.objects.filter(done_at=None).select_related("proposal").order_by("pk"):
        portion = _portion(telling, at)
        written += portion
        if not _waiting(telling).exists():
            Telling.objects.filter(pk=telling.pk).update(done_at=at)
        if written >= _AT_ONCE:
            break
    return written


def _waiting(telling: Telling) -> QuerySet[Follower]:
    rows: QuerySet[Follower] = Follower.objects.filter(
        proposal=telling.proposal_id, confirmed_at__lte=telling.made_at, told__lt=telling.pk
    )
    return rows


def _portion(telling: Telling, at: datetime) -> int:
    with transaction.atomic():
        # Those that another process holds it writes to itself, or leaves for the next round.
        held = list(
            _waiting(telling)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("proposal__edition__town", "proposal__project")
            .order_by("pk")[:_AT_ONCE]
        )
        for one in held:
            _write(one, "followed", at=at, subject=telling.subject, said=telling.said)
        Follower.objects.filter(pk__in=[one.pk for one in held]).update(told=telling.pk)
    return len(held)


def sweep_unconfirmed_followers(at: datetime) -> int:
    """Forget those who have not confirmed in time, and what was written to them; how many."""
    rows = Follower.objects.filter(confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN)
    keys = list(rows.values_list("pk", flat=True))
    with transaction.atomic():
        Letter.objects.filter(about__in=[_about(key) for key in keys]).delete()
        return Follower.objects.filter(pk__in=keys, confirmed_at=None).delete()[0]
