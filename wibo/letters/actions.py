"""Writing letters. The row is part of the act's transaction; delivery starts once that is committed."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from wibo.letters.models import Letter
from wibo.letters.own_words import own_words, with_own_words
from wibo.letters.tasks import deliver
from wibo.towns.addresses import address_of
from wibo.towns.models import Town


def write(
    template: str,
    *,
    town: Town,
    address: str,
    at: datetime,
    enclosure: tuple[str, int] | None = None,
    about: str = "",
    edition: int | None = None,
    **context: Any,
) -> Letter:
    """Write the letter `letters/<template>.txt` (first line: the subject) and queue its delivery.

    Every letter knows its town, the address of the town's site and the moment at which it is written. `enclosure` names
    a file of `settings.ENCLOSURES` and the row that it is made of. A letter with a `proposal` is found at the proposal,
    another at what `about` names. `edition` is the key of the one whose affairs it tells of, where no proposal says so.
    Without an address it waits for the office to print and post it. What an invented town writes goes nowhere.
    """
    kind, key = enclosure or ("", None)
    known = {"town": town, "site": address_of(town), "written_at": at}
    text = render_to_string(f"letters/{template}.txt", {**known, **context})
    subject, _, body = text.strip().partition("\n")
    body = with_own_words(body.strip(), own_words(town, template))
    letter = Letter.objects.create(
        town=town,
        template=template,
        address=address,
        subject=subject,
        body=body + "\n",
        enclosure=kind,
        enclosed=key,
        about=f"proposal:{context['proposal'].pk}" if "proposal" in context else about,
        edition=context["proposal"].edition_id if "proposal" in context else edition,
        written_at=at,
    )
    if address and not town.is_rehearsal:
        transaction.on_commit(partial(deliver.enqueue, letter.pk))
    return letter
