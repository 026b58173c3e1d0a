"""Listing all receipts for everyone, once an hour, with a digest that the journal's chain keeps."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from wibo.editions.models import Edition
from wibo.journal.actions import head, record
from wibo.journal.acts import BY_ITSELF, Act
from wibo.journal.events.ballots import ReceiptsBroken, ReceiptsListed
from wibo.voting.ballot.packing import fits
from wibo.voting.urn.models import Envelope, ReceiptList

# What the list says of an envelope whose ciphertext is not the one that its voter got the receipt for.
BROKEN = "broken"


def list_receipts(edition: Edition, *, at: datetime) -> ReceiptList | None:
    """Make the list of this hour; None when the hour has one or the urn is empty. A new digest is journalled.

    Lines are `code;state;reason`, sorted by code, which is random: neither the order nor the list says when a
    ballot came, only in which hour its code was first there. No line leads to a person or to a choice.
    """
    last = ReceiptList.objects.filter(edition=edition).first()
    if last is not None and _hour(last.made_at) == _hour(at):
        return None
    found = list(_lines(edition))
    lines = "".join(line for line, _ in found)
    digest = sha256(lines.encode()).hexdigest()
    if not lines:
        return None
    sealed = head()
    with transaction.atomic():
        ReceiptList.objects.filter(edition=edition).exclude(lines="").update(lines="")
        made: ReceiptList = ReceiptList.objects.create(
            edition=edition,
            made_at=at,
            count=lines.count("\n"),
            digest=digest,
            lines=lines,
            journal_number=sealed.number if sealed else 0,
            journal_digest=sealed.digest if sealed else "",
        )
        broken = sum(not whole for _, whole in found)
        if broken:
            record(ReceiptsBroken(count=broken), Act(BY_ITSELF, at), town=edition.town, edition=edition.pk)
        if last is None or last.digest != digest:
            record(
                ReceiptsListed(count=made.count, digest=digest),
                Act(BY_ITSELF, at),
                town=edition.town,
                edition=edition.pk,
            )
    return made


def _lines(edition: Edition) -> Iterator[tuple[str, bool]]:
    """A line of each envelope, and whether its ciphertext is still the one of its receipt; the list says it if not."""
    rows = Envelope.objects.filter(edition=edition).order_by("receipt")
    for receipt, state, reason, sealed in rows.values_list("receipt", "state", "reason", "sealed").iterator(
        2000
    ):
        whole = not sealed or fits(sealed, receipt)
        yield f"{receipt};{state if whole else BROKEN};{reason}\n", whole


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
