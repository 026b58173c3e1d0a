"""The link of a letter that confirms a mailbox: signed, so that nobody makes one; too old after a fortnight unless it was used."""

from datetime import timedelta
from typing import TypeVar

from django.core import signing
from django.db.models import QuerySet

from wibo.proposals.models.people import Mailbox

CONFIRM_WITHIN = timedelta(days=14)


Row = TypeVar("Row", bound=Mailbox)


def token_of(one: Mailbox, salt: str) -> str:
    """What stands at the end of the link."""
    return signing.dumps([one.pk, one.mailbox], salt=salt)


def row_of(token: str, salt: str, rows: "QuerySet[Row]") -> Row | None:
    """Whose link it is; None once it is too old, or the row is gone. A confirmed one is found for ever."""
    try:
        key, mailbox = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = rows.filter(pk=key, mailbox=mailbox).first()
    if found is None or found.confirmed_at is not None or _is_fresh(token, salt):
        return found
    return None


def _is_fresh(token: str, salt: str) -> bool:
    try:
        signing.loads(token, salt=salt, max_age=CONFIRM_WITHIN)
    except signing.SignatureExpired:
        return False
    return True
