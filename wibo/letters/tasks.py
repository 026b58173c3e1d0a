"""Sending: a task of the worker, safe to run twice."""

import logging
import re
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import timezone
from django.utils.module_loading import import_string
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.letters.models import Letter
from wibo.letters.rich import page_of
from wibo.letters.senders import reply_to, sender_of
from wibo.letters.trying import next_try
from wibo.towns.addresses import address_of

# Addresses that end with a token: /konto/potwierdz/…, /konto/haslo/…, /konto/adres/…, /wspolautor/…, /poparcie/list/…, /obserwuj/list/….
_ONE_TIME = re.compile(
    r"https?://\S+/(?:konto/(?:potwierdz|haslo|adres)/[^\s/]+|wspolautor|(?:poparcie|obserwuj)/list)/\S+"
)

_STOP = re.compile(r"https?://\S+/obserwuj/list/\S+")

# Answers of a mail server from this code on are final (RFC 5321); which of them are of the mailbox says the second code.
_PERMANENT = 500
_NO_MAILBOX = re.compile(r"\b5\.(?:1\.\d+|2\.1)\b")
# For so long nobody else hands over a letter that one process has taken.
_CLAIMED = timedelta(minutes=10)
log = logging.getLogger(__name__)


@task()
def deliver(letter_id: int) -> None:
    """Hand over a letter that is due; done twice, or by two workers at once, it goes out once.

    It is claimed before it is sent: who comes second finds it not due. One that is not taken is tried again later
    (letters.trying), and a worker that is killed in the middle leaves it to the next try.
    """
    now = timezone.now()
    with scopes_disabled():
        if not Letter.objects.due(now).filter(pk=letter_id).update(next_try_at=now + _CLAIMED):
            return
        letter = Letter.objects.select_related("town").get(pk=letter_id)
    try:
        _message(letter).send()
    except smtplib.SMTPRecipientsRefused as refused:
        _failed(letter, for_good=all(_is_for_good(*said) for said in refused.recipients.values()))
    except Exception as error:
        # The words of a server may hold the address: what failed is told by its kind alone.
        log.warning("a letter was not handed over: %s", type(error).__name__)
        _failed(letter, for_good=False)
    else:
        _sent(letter)


def _message(letter: Letter) -> EmailMessage:
    message = EmailMultiAlternatives(
        letter.subject,
        letter.body,
        from_email=sender_of(letter.town),
        to=[letter.address],
        reply_to=reply_to(letter.town),
        headers=_headers(letter),
    )
    message.attach_alternative(page_of(letter), "text/html")
    if file := _enclosed(letter):
        message.attach(*file, "application/pdf")
    return message


def _sent(letter: Letter) -> None:
    kept = letter.body if settings.DEMO else without_links(letter.body)
    with scope(town=letter.town):
        rows = Letter.objects.filter(pk=letter.pk, sent_at=None)
        rows.update(sent_at=timezone.now(), next_try_at=None, given_up_at=None, fault="", body=kept)


def _is_for_good(code: int, words: bytes | str) -> bool:
    """Whether the mailbox itself is refused (RFC 3463: 5.1.x, 5.2.1). Any other 5xx may be a fault of our own relay."""
    said = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    return code >= _PERMANENT and bool(_NO_MAILBOX.search(said))


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
    # The same letter handed over again is the same message to whoever gets both.
    known = {"Message-ID": f"<{letter.pk}.{letter.written_at:%Y%m%d%H%M%S}@{settings.BASE_HOST}>"}
    own = f"{address_of(letter.town)}/obserwuj/list/"
    found = [link for link in _STOP.findall(letter.body) if link.startswith(own)]
    if not found:
        return known
    return {
        **known,
        "List-Unsubscribe": f"<{found[-1]}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


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
