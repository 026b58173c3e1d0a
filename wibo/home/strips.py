"""What stands above a page for one person alone: that residents do not see it yet, that the operator only looks."""

from dataclasses import dataclass

from django.http import HttpRequest

from wibo.accounts.models import SupportSession
from wibo.accounts.support import session_of
from wibo.editions.guards import current_edition
from wibo.editions.models import Edition
from wibo.towns.requests import in_town


@dataclass(frozen=True, slots=True)
class Strips:
    """The edition that is looked at before residents see it, and the operator's session; None where there is none."""

    unseen: Edition | None = None
    support: SupportSession | None = None


def strips_of(request: HttpRequest) -> Strips:
    """Those of a page for somebody who has signed in."""
    asked, user = in_town(request), getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Strips()
    edition = None if asked.path_info.startswith("/urzad/") else current_edition(asked)
    unseen = edition if edition and edition.in_preparation else None
    return Strips(unseen, session_of(asked.town, asked.now) if user.is_support else None)
