"""What people do with their own account: another address, and leaving."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.accounts.actions import uid_of
from wibo.accounts.models import User
from wibo.accounts.tokens import new_email_tokens
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import AccountDeleted, EmailChanged
from wibo.letters.actions import write


def ask_new_email(user: User, email: str, *, at: datetime, base_url: str) -> None:
    """Write to the new address the letter that makes it the account's own.

    An address that has an account gets a letter that says so, and the page says the same in both cases, so that nobody
    learns who has an account. Raises Refused for the address that the account has.
    """
    wanted = email.casefold()
    if wanted == user.email:
        raise Refused("To jest Twój obecny adres. Wpisz ten, na który chcesz go zmienić.", "email")
    if User.objects.by_email(wanted):
        write("account_exists", town=user.town, address=wanted, at=at, base_url=base_url)
        return
    with transaction.atomic():
        user.new_email = wanted
        user.save(update_fields=["new_email"])
        link = f"{base_url}/konto/adres/{uid_of(user)}/{new_email_tokens.make_token(user)}/"
        write("new_email", town=user.town, address=wanted, at=at, link=link)


def take_new_email(user: User, *, at: datetime) -> None:
    """Give the account the address that it asked for, and tell the old one. Raises Refused."""
    with transaction.atomic():
        locked: User = User.objects.select_for_update().get(pk=user.pk)
        if not locked.new_email or not locked.is_genuine:
            raise Refused("Ten odnośnik już nie działa. Poproś o zmianę adresu jeszcze raz.")
        old, locked.email, locked.new_email = locked.email, locked.new_email, ""
        try:
            with transaction.atomic():
                locked.save(update_fields=["email", "new_email"])
        except IntegrityError as error:
            raise Refused("Ten adres ma już inne konto. Zaloguj się nim albo podaj inny adres.") from error
        locked.renew_mark()
        record(EmailChanged(), Act(locked.signature, at), town=locked.town, about=locked)
        write("email_changed", town=locked.town, address=old, at=at)


def refuse_official(user: User) -> None:
    """Raise Refused where the account is an official's: the journal bears its name."""
    if user.is_official:
        raise Refused(
            "Konta urzędnika nie usuwa się, bo podpisuje dziennik. Poproś administratora o odebranie ról."
        )


def delete_account(user: User, *, act: Act) -> None:
    """Remove a resident's account; what else is theirs must have been let go of. Raises Refused for officials."""
    refuse_official(user)
    with transaction.atomic():
        record(AccountDeleted(), act, town=user.town, about=user)
        user.delete()
