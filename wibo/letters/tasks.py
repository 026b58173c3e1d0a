"""Sending: a task of the worker, safe to run twice."""

import re
import smtplib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.letters.models import Letter
from wibo.letters.senders import reply_to, sender_of
from wibo.letters.trying import next_try
from wibo.towns.addresses import address_of

# Addresses that end with a token: /konto/potwierdz/…, /konto/haslo/…, /konto/adres/…, /wspolautor/…, /poparcie/list/…, /obserwuj/list/….
_ONE_TIME = re.compile(
    r"https?://\S+/(?:konto/(?:potwierdz|haslo|adres)/[^\s/]+|wspolautor|(?:poparcie|obserwuj)/list)/\S+"
)

_STOP = re.compile(r"https?://\S+/obserwuj/list/\S+")

# Answers of a mail server from this code on are refusals for good (RFC 5321).
_FOR_GOOD = 500


@task()
def deliver(letter_id: int) -> None:
    """Send a letter unless it has been sent or given up. One that is not taken is tried again later (letters.trying)."""
    with scopes_disabled():
        letter = Letter.objects.select_related("town").get(pk=letter_id)
    if letter.sent_at or letter.given_up_at:
        return
    message = EmailMessage(
        letter.subject,
        letter.body,
        from_email=sender_of(letter.town),
        to=[letter.address],
        reply_to=reply_to(letter.town),
        headers=_headers(letter),
    )
    if file := _enclosed(letter):
        message.attach(*file, "application/pdf")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        # 5xx is for good; 4xx (a full mailbox, greylisting) passes.
        _failed(letter, for_good=all(code >= _FOR_GOOD for code, _ in refused.recipients.values()))
        return
    except (smtplib.SMTPException, OSError):
        # The words of a server may hold the address: what failed is told by its kind alone.
        _failed(letter, for_good=False)
        return
    with scope(town=letter.town):
        kept = letter.body if settings.DEMO else without_links(letter.body)
        Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=timezone.now(), body=kept)


def _failed(letter: Letter, *, for_good: bool) -> None:
    now, tries = timezone.now(), letter.tries + 1
    following = None if for_good else next_try(tries, letter.written_at, now)
    changes: dict[str, Any] = {"tries": tries, "next_try_at": following}
    if following is None:
        changes |= {"given_up_at": now, "fault": "address" if for_good else "server"}
        if not settings.DEMO:
            # A link that nobody got must not work for whoever reads the database.
            changes["body"] = without_links(letter.body)
    with scope(town=letter.town):
        Letter.objects.filter(pk=letter.pk, sent_at=None).update(**changes)


def _headers(letter: Letter) -> dict[str, str]:
    """How a mail program ends letters that were asked for, by one click (RFC 8058)."""
    # The last one of the town's own: what people have written (a title) stands before it.
    own = f"{address_of(letter.town)}/obserwuj/list/"
    found = [link for link in _STOP.findall(letter.body) if link.startswith(own)]
    if not found:
        return {}
    return {"List-Unsubscribe": f"<{found[-1]}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _enclosed(letter: Letter) -> tuple[str, bytes] | None:
    """The file that goes with the letter: its name and content."""
    if not letter.enclosure:
        return None
    make: Callable[[int | None], tuple[str, bytes] | None] = import_string(
        settings.ENCLOSURES[letter.enclosure]
    )
    with scope(town=letter.town):
        return make(letter.enclosed)


def without_links(body: str) -> str:
    """A letter's text without its one-time links: whoever reads the database or a copy must not use them."""
    return _ONE_TIME.sub("(odnośnik usunięty po wysłaniu)", body)
