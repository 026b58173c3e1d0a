"""Creating and confirming accounts, granting roles, changing passwords."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from wibo.access.permissions import LABELS, Can, Role
from wibo.access.refusal import Refused
from wibo.accounts.models import ProviderAccount, RoleGrant, User
from wibo.accounts.seniority import DECIDING, counts_from, refuse_fresh_role
from wibo.accounts.tokens import confirmation_tokens
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import (
    AccountConfirmed,
    AccountCreated,
    OfficialInvited,
    PasswordChanged,
    RoleConfirmed,
    RoleGranted,
    RoleRevoked,
)
from wibo.letters.actions import write
from wibo.towns.models import Town


def sign_up(
    *, town: Town, email: str, first_name: str, surname: str, at: datetime, base_url: str, onward: str = ""
) -> None:
    """Create an unconfirmed account and send the letter that confirms it; its link leads on to `onward`, a path here.

    An address that has an account gets a letter saying so, and the page says the same in both cases, so
    that nobody learns who has an account. Neither way hashes a password, so both take the same time.
    """
    existing = User.objects.by_email(email)
    if existing and existing.confirmed_at:
        write("account_exists", town=town, address=existing.email, at=at, base_url=base_url)
        return
    if existing and existing.is_official:
        # An invitation belongs to who was invited: a stranger's form neither renames it nor makes its link stale.
        _invite_again(existing, at=at, base_url=base_url)
        return
    with transaction.atomic():
        user = existing or User(town=town, email=email.casefold(), created_at=at)
        user.first_name, user.surname = first_name, surname
        # The password is set from the letter, so that nobody can prepare an account for someone else.
        user.set_unusable_password()
        user.save()
        user.renew_mark()
        record(AccountCreated(), Act(user.signature, at), town=town, about=user)
        link = f"{base_url}/konto/potwierdz/{uid_of(user)}/{confirmation_tokens.make_token(user)}/"
        link += f"?{urlencode({'next': onward})}" if onward else ""
        write("confirm_account", town=town, address=user.email, at=at, link=link, first_name=first_name)


def _invite_again(user: User, *, at: datetime, base_url: str) -> None:
    link = f"{base_url}/konto/potwierdz/{uid_of(user)}/{confirmation_tokens.make_token(user)}/"
    write(
        "invitation",
        town=user.town,
        address=user.email,
        at=at,
        link=link,
        first_name=user.first_name,
        role=user.role_names,
        confirmed=False,
    )


def uid_of(user: User) -> str:
    """An account in the address of a letter's link."""
    return urlsafe_base64_encode(force_bytes(user.pk))


def was_confirmed(user: User) -> bool:
    """Whether the account was confirmed once, whatever its row says now: it has a password, or its person came by a provider."""
    return user.has_usable_password() or ProviderAccount.objects.filter(user=user).exists()


def confirm(user: User, password: str, *, at: datetime) -> None:
    """The address is the person's own: the account gets its password and may be used."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        if User.objects.filter(pk=user.pk, confirmed_at=None).update(confirmed_at=at):
            record(AccountConfirmed(), Act(user.signature, at), town=user.town, about=user)


def send_reset(*, town: Town, email: str, at: datetime, base_url: str) -> None:
    """Send the letter that lets its reader set a new password; nothing for unknown addresses."""
    user = User.objects.by_email(email)
    if user and user.is_active and user.confirmed_at and user.is_genuine:
        link = f"{base_url}/konto/haslo/{uid_of(user)}/{default_token_generator.make_token(user)}/"
        write("reset_password", town=town, address=user.email, at=at, link=link)


def change_password(user: User, password: str, *, at: datetime) -> None:
    """Set a new password; links that were sent before stop working."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        record(PasswordChanged(), Act(user.signature, at), town=user.town, about=user)


def invite(
    *,
    town: Town,
    email: str,
    first_name: str,
    surname: str,
    role: Role,
    act: Act,
    base_url: str,
    granter: User | None = None,
) -> User:
    """Give a person a role and send the letter from which a new account gets its password.

    Someone who has a confirmed account keeps it, with the role added, and is told so.
    """
    with transaction.atomic():
        user: User | None = User.objects.by_email(email)
        if user is None:
            user = User(
                town=town, email=email.casefold(), first_name=first_name, surname=surname, created_at=act.at
            )
            user.set_unusable_password()
            user.save()
        grant_role(user, role, act=act, granter=granter, base_url=base_url)
        record(OfficialInvited(role=LABELS[role]), act, town=town, about=user)
        link = f"{base_url}/konto/zaloguj/"
        if not user.confirmed_at:
            link = f"{base_url}/konto/potwierdz/{uid_of(user)}/{confirmation_tokens.make_token(user)}/"
        write(
            "invitation",
            town=town,
            address=user.email,
            at=act.at,
            link=link,
            first_name=user.first_name,
            role=LABELS[role],
            confirmed=bool(user.confirmed_at),
        )
    return user


def grant_role(user: User, role: Role, *, act: Act, granter: User | None = None, base_url: str = "") -> None:
    """Give an account a role; nothing happens when it holds it.

    Everyone who decides in twos hears by letter of a new role that does.
    """
    with transaction.atomic():
        values = {"granted_at": act.at, "granted_by": granter}
        grant, created = RoleGrant.objects.get_or_create(user=user, role=role, defaults=values)
        if not created:
            return
        record(RoleGranted(role=LABELS[role]), act, town=user.town, about=user)
        if role in DECIDING and base_url:
            _tell_deciders(grant, act=act, base_url=base_url)


def _tell_deciders(grant: RoleGrant, *, act: Act, base_url: str) -> None:
    for one in User.objects.holding(Can.OPEN_URN).exclude(pk=grant.user_id).exclude(confirmed_at=None):
        write(
            "role_granted",
            town=one.town,
            address=one.email,
            at=act.at,
            first_name=one.first_name,
            person=str(grant.user),
            role=LABELS[Role(grant.role)],
            by=act.by,
            link=f"{base_url}/urzad/osoby/nowe/",
            counts_from=counts_from(grant),
        )


def confirm_grant(grant: RoleGrant, *, user: User, at: datetime) -> RoleGrant:
    """A third official confirms a fresh role, which then counts among two at once. Raises Refused."""
    if user.pk in (grant.user_id, grant.granted_by_id):
        raise Refused("Potwierdza trzecia osoba: nie ta, która rolę nadała, i nie ta, która ją dostała.")
    refuse_fresh_role(user, Can.OPEN_URN, at)
    with transaction.atomic():
        rows = RoleGrant.objects.filter(pk=grant.pk, confirmed_at=None)
        if not rows.update(confirmed_at=at, confirmed_by=user):
            raise Refused("Ta rola jest już potwierdzona albo odebrana.")
        record(
            RoleConfirmed(role=LABELS[Role(grant.role)]),
            Act(user.signature, at),
            town=grant.user.town,
            about=grant.user,
        )
    grant.refresh_from_db()
    return grant


def revoke_role(user: User, role: Role, *, act: Act) -> None:
    """Take a role away, at once also for open sessions. Raises Refused for the last administrator's."""
    with transaction.atomic():
        # The town's grants of this role are locked, so that two administrators cannot remove each other.
        holders = list(RoleGrant.objects.select_for_update().filter(role=role).values_list("user", flat=True))
        if user.pk not in holders:
            return
        if role is Role.COORDINATOR and len(holders) == 1:
            raise Refused("To jedyny administrator gminy. Najpierw nadaj tę rolę komuś innemu.")
        RoleGrant.objects.filter(user=user, role=role).delete()
        record(RoleRevoked(role=LABELS[role]), act, town=user.town, about=user)
