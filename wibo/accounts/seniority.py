"""Whether a role is old enough to count among two people: one person must not make a second one of themselves.

A fresh role does its ordinary work at once. In an act of two people it counts after the service's waiting time, or
when a third official has confirmed it; everyone who holds such a role hears of each grant by letter.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.permissions import GRANTS, Can, Role
from wibo.access.refusal import Refused
from wibo.accounts.models import RoleGrant, User

# Roles whose holders decide in twos.
DECIDING = tuple(role for role, can in GRANTS.items() if Can.OPEN_URN in can)


def counts_from(grant: RoleGrant) -> datetime:
    """From when a grant counts."""
    wait = timedelta(hours=settings.ROLE_WAIT_HOURS)
    return grant.confirmed_at or grant.granted_at + wait


def refuse_fresh_role(user: User, permission: Can, at: datetime) -> None:
    """Raise Refused while none of the person's roles that grant the permission counts yet."""
    found = [
        counts_from(grant)
        for grant in RoleGrant.objects.filter(user=user)
        if permission in GRANTS[Role(grant.role)]
    ]
    first = min(found, default=None)
    if first is not None and first <= at:
        return
    when = f"{date_format(localtime(first), 'DATETIME_FORMAT')}" if first else "gdy ktoś ją nada"
    raise Refused(
        f"Twoja rola jest nowa. W tej sprawie liczy się dopiero od: {when}. Od razu, gdy potwierdzi ją trzecia osoba (Osoby "
        "w urzędzie, Nowe role)."
    )
