"""The operator in a town's office: only while the town lets them, only to look, and the journal says so.

They come by an account of the town that has no password and exists for nothing else; its role is given when the town
opens a session and taken when it ends. Middleware asks at each request whether it still lasts.
"""

import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.permissions import Role
from wibo.access.refusal import Refused, reason_written
from wibo.accounts.actions import grant_role, revoke_role
from wibo.accounts.models import SUPPORT_ADDRESS, SupportSession, User
from wibo.accounts.signing import end_sessions
from wibo.journal.actions import record
from wibo.journal.acts import BY_ITSELF, Act
from wibo.journal.events.people import SupportEnded, SupportEntered, SupportOpened
from wibo.towns.models import Town

_SALT = "wibo.accounts.support"
# A word that leads in is good for so many seconds.
_WORD_LASTS = 60
# In the browser's session: by which of these it came.
SESSION = "support"


class NoEntry(Exception):
    """A word that this service did not make for the town's session, or that is too old."""


def open_support(town: Town, hours: int, reason: str, *, act: Act) -> SupportSession:
    """Let the operator look for so many hours. Raises Refused without a reason, and while a session is open."""
    reason = reason_written(reason, "Napisz, w jakiej sprawie. Stanie to w dzienniku.")
    end_due(town, act.at)
    until = act.at + timedelta(hours=hours)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = SupportSession(
                    town=town, opened_at=act.at, opened_by=act.by, until=until, reason=reason
                )
                made.mark = made.new_mark()
                made.save()
        except IntegrityError as error:
            raise Refused("Sesja wsparcia już trwa. Zakończ ją, żeby otworzyć nową.") from error
        grant_role(_account(town, act.at), Role.SUPPORT, act=act)
        record(SupportOpened(_moment(until), reason), act, town=town, about=made)
    return made


def session_of(town: Town, now: datetime) -> SupportSession | None:
    """The session that lasts now and that this program has written so; None without one."""
    rows = SupportSession.objects.filter(town=town, ended_at=None, until__gt=now)
    found: SupportSession | None = rows.first()
    return found if found is not None and found.is_genuine else None


def enter(town: Town, *, by: str, now: datetime) -> str:
    """The word of a link by which the operator comes in, once; whoever uses it stands in the journal as `by`.

    Raises Refused where the town has opened no session.
    """
    session = session_of(town, now)
    if session is None:
        raise Refused("Gmina nie otworzyła sesji wsparcia albo już się skończyła.")
    door = secrets.token_hex(16)
    SupportSession.objects.filter(pk=session.pk).update(door=door, asked_by=by)
    return TimestampSigner(salt=_SALT).sign(f"{town.pk}:{session.pk}:{door}")


def let_in(word: str, town: Town, now: datetime) -> tuple[User, SupportSession]:
    """The account and the session that a word leads to, which no other will. Raises NoEntry."""
    try:
        said = TimestampSigner(salt=_SALT).unsign(word, max_age=_WORD_LASTS)
    except BadSignature as error:
        raise NoEntry from error
    session = session_of(town, now)
    if session is None or not session.door or said != f"{town.pk}:{session.pk}:{session.door}":
        raise NoEntry
    user = User.objects.by_email(SUPPORT_ADDRESS)
    # Whoever can write to the database must not give the operator somebody else's account.
    if user is None or not user.is_genuine or user.roles != {Role.RESIDENT, Role.SUPPORT}:
        raise NoEntry
    with transaction.atomic():
        rows = SupportSession.objects.filter(pk=session.pk, door=session.door, ended_at=None)
        if not rows.update(door=""):
            raise NoEntry
        record(SupportEntered(), Act(session.asked_by, now), town=town, about=session)
    return user, session


def end_support(session: SupportSession, *, act: Act) -> None:
    """End it now: the role goes, and whoever is inside is out. Raises Refused when it has ended."""
    with transaction.atomic():
        rows = SupportSession.objects.filter(pk=session.pk, ended_at=None)
        if not rows.update(ended_at=act.at, ended_by=act.by):
            raise Refused("Ta sesja jest już zakończona.")
        account = User.objects.get(email=SUPPORT_ADDRESS)
        revoke_role(account, Role.SUPPORT, act=act)
        end_sessions(account)
        record(SupportEnded(), act, town=session.town, about=session)


def end_due(town: Town, now: datetime) -> None:
    """End the session whose time is over."""
    for session in SupportSession.objects.filter(town=town, ended_at=None, until__lte=now):
        end_support(session, act=Act(BY_ITSELF, now))


def _account(town: Town, at: datetime) -> User:
    """The account, as it must be whoever has made one with its address."""
    found: User = User.objects.by_email(SUPPORT_ADDRESS) or User(
        town=town, email=SUPPORT_ADDRESS, created_at=at
    )
    found.first_name, found.surname, found.is_active, found.confirmed_at = "Wsparcie", "operatora", True, at
    found.set_unusable_password()
    found.save()
    found.renew_mark()
    return found


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j.m.Y H:i")
