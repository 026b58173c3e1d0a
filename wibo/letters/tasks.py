"""Sending: a task of the worker, safe to run twice."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.letters.models import Letter
from wibo.towns.addresses import address_of

# Addresses that end with a token: /konto/potwierdz/…, /konto/haslo/…, /konto/adres/…, /wspolautor/…, /poparcie/list/…, /obserwuj/list/….
_ONE_TIME = re.compile(
    r"https?://\S+/(?:konto/(?:potwierdz|haslo|adres)/[^\s/]+|wspolautor|(?:poparcie|obserwuj)/list)/\S+"
)

_STOP = re.compile(r"https?://\S+/obserwuj/list/\S+")


@task()
def deliver(letter_id: int) -> None:
    """Send a letter unless it has been sent. An error leaves it unsent, and `tick` tries again."""
    with scopes_disabled():
        letter = Letter.objects.select_related("town").get(pk=letter_id)
    if letter.sent_at:
        return
    message = EmailMessage(letter.subject, letter.body, to=[letter.address], headers=_headers(letter))
    if file := _enclosed(letter):
        message.attach(*file, "application/pdf")
    message.send()
    with scope(town=letter.town):
        kept = letter.body if settings.DEMO else without_links(letter.body)
        Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=timezone.now(), body=kept)


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
