"""Listing all receipts for everyone, once an hour, with a digest that the journal's chain keeps."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.voting.models import Envelope, ReceiptList


def list_receipts(edition: Edition, *, at: datetime) -> ReceiptList | None:
    """Make the list of this hour; None when the hour has one or the urn is empty. A new digest is journalled.

    Lines are `code;state;reason`, sorted by code, which is random: neither the order nor the list says when a
    ballot came, only in which hour its code was first there. No line leads to a person or to a choice.
    """
    last = ReceiptList.objects.filter(edition=edition).first()
    if last is not None and _hour(last.made_at) == _hour(at):
        return None
    rows = Envelope.objects.filter(edition=edition).order_by("receipt")
    lines = "".join(
        f"{receipt};{state};{reason}\n"
        for receipt, state, reason in rows.values_list("receipt", "state", "reason").iterator(5000)
    )
    digest = sha256(lines.encode()).hexdigest()
    if not lines:
        return None
    with transaction.atomic():
        ReceiptList.objects.filter(edition=edition).exclude(lines="").update(lines="")
        made: ReceiptList = ReceiptList.objects.create(
            edition=edition, made_at=at, count=lines.count("\n"), digest=digest, lines=lines
        )
        if last is None or last.digest != digest:
            record(
                Kind.RECEIPTS_LISTED, town=edition.town, by="system", at=at, edition=edition.pk,
                count=made.count, digest=digest,
            )  # fmt: skip
    return made


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
