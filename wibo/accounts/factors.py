"""The second factor of officials: setting a telephone, asking for its number or a printed code, taking all of it away."""

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from wibo.access.refusal import Refused, reason_written
from wibo.access.throttling import SECOND_FACTOR, SECOND_FACTOR_DAY, Try, attempts
from wibo.accounts import telephones
from wibo.accounts.codes import digest, new_codes
from wibo.accounts.models import Passkey, SecondFactor, User
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import CodesPrinted, SecondFactorRemoved, SecondFactorSet
from wibo.letters.actions import write


class WrongNumber(Refused):
    """Neither the telephone's number nor a printed code that is left."""


def factor_of(user: User) -> SecondFactor | None:
    """The person's telephone, or only the codes beside their passkeys; None for who signs in with a password alone."""
    found: SecondFactor | None = SecondFactor.objects.filter(user=user).first()
    return found


def has_factor(user: User) -> bool:
    """Whether the password alone lets nobody in. Keys count by themselves: a row that is gone from beside them changes nothing."""
    return factor_of(user) is not None or Passkey.objects.filter(user=user).exists()


def needs_factor(user: User, at: datetime) -> bool:
    """Whether the person must set one before going on: an official past the first days, where the installation asks so."""
    days = settings.SECOND_FACTOR_DAYS
    if days is None or not user.is_official or user.is_support:
        # The operator has signed in with a telephone on the console.
        return False
    first = min((grant.granted_at for grant in user.grants.all()), default=at)
    return first + timedelta(days=days) <= at and not has_factor(user) and not user.town.is_rehearsal


def refuse_without_factor(user: User) -> None:
    """Raise Refused for a decision of two people by somebody who has signed in with a password alone, from the first day on."""
    if settings.SECOND_FACTOR_DAYS is None or user.town.is_rehearsal:
        return
    held = factor_of(user)
    by_telephone = held is not None and held.has_telephone and held.is_genuine
    if not by_telephone and not any(key.is_genuine for key in Passkey.objects.filter(user=user)):
        raise Refused(
            "Do tej decyzji trzeba logować się także telefonem albo kluczem dostępu. Ustaw je na stronie „Moje konto”."
        )


def set_factor(user: User, secret: str, number: str, *, act: Act) -> list[str]:
    """Take the telephone that shows the number; the printed codes, told once. Every session but this one is to be ended by
    the caller (signing.end_sessions). Raises WrongNumber, and Refused for a page that is sent again.
    """
    step = telephones.step_of(secret, number, act.at, after=0)
    if step is None:
        raise WrongNumber(
            "Ten numer się nie zgadza. Sprawdź, czy zegar telefonu jest dobrze ustawiony, i wpisz numer, który widać teraz.",
            "number",
        )
    codes, digests = new_codes(user)
    with transaction.atomic():
        # Held, so that a page sent twice at once waits for itself.
        User.objects.select_for_update().get(pk=user.pk)
        before = factor_of(user)
        if before is not None and before.has_telephone and telephones.opened(bytes(before.sealed)) == secret:
            raise Refused(
                "Ten telefon jest już ustawiony. Nie masz kodów? Ustaw go od nowa: otwórz tę stronę jeszcze raz."
            )
        SecondFactor.objects.filter(user=user).delete()
        made = SecondFactor(
            user=user,
            sealed=telephones.sealed(secret),
            codes=digests,
            last_step=step,
            set_at=act.at,
        )
        made.mark = made.new_mark()
        made.save()
        record(SecondFactorSet(), act, town=user.town, about=user)
        write("telephone_set", town=user.town, address=user.email, at=act.at)
    return codes


def give_codes(user: User, now: datetime) -> list[str]:
    """Ten codes in the place of those that are left; without a telephone a row for them alone. The caller holds the user."""
    held = factor_of(user) or SecondFactor(user=user, sealed=b"", set_at=now)
    codes, held.codes = new_codes(user)
    if held.pk is None:
        held.mark = held.new_mark()
    held.save()
    return codes


def new_sheet(user: User, at: datetime) -> list[str]:
    """Ten new printed codes in the place of those that are left; told once. Only for who has a telephone or a key."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        codes = give_codes(user, at)
        record(CodesPrinted(), Act(user.signature, at), town=user.town, about=user)
        write("codes_printed", town=user.town, address=user.email, at=at)
    return codes


def take_number(user: User, typed: str, at: datetime) -> None:
    """As `check_factor`, slowing down who guesses. Raises WrongNumber, TooMany."""
    with attempts([Try(SECOND_FACTOR, f"{user.pk}"), Try(SECOND_FACTOR_DAY, f"{user.pk}")], WrongNumber):
        check_factor(user, typed, at)


def check_factor(user: User, typed: str, at: datetime) -> None:
    """Take the number of the telephone, or a printed code, which is then used up. Raises WrongNumber."""
    typed = "".join(typed.split()).replace("-", "").upper()
    with transaction.atomic():
        held = SecondFactor.objects.select_for_update().filter(user=user).first()
        if held is None or not held.is_genuine:
            raise WrongNumber(_("Nie da się sprawdzić numeru. Poproś administratora gminy o nowy telefon."))
        of_code = digest(user, typed)
        if any(hmac.compare_digest(of_code, kept) for kept in held.codes):
            held.codes = [kept for kept in held.codes if kept != of_code]
            held.save(update_fields=["codes"])
            return
        step = _step(held, typed, at)
        if step is None:
            raise WrongNumber(
                _("Numer się nie zgadza albo był już użyty. Poczekaj na następny i wpisz go."), "number"
            )
        held.last_step = step
        held.save(update_fields=["last_step"])


def _step(held: SecondFactor, typed: str, at: datetime) -> int | None:
    """The step of time of the telephone's number; None for a wrong one, and without a telephone."""
    if not held.has_telephone:
        return None
    return telephones.step_of(telephones.opened(bytes(held.sealed)), typed, at, after=held.last_step)


def remove_factor(user: User, reason: str, *, act: Act) -> None:
    """For who has lost telephone and keys: they are set anew after signing in. Raises Refused without a reason."""
    reason = reason_written(reason, "Napisz, dlaczego. Stanie to w dzienniku.")
    with transaction.atomic():
        # Held, so that a key which is being added is either gone with the others or added after them.
        User.objects.select_for_update().get(pk=user.pk)
        telephones_gone, _rows = SecondFactor.objects.filter(user=user).delete()
        keys_gone, _rows = Passkey.objects.filter(user=user).delete()
        if not telephones_gone + keys_gone:
            raise Refused("Ta osoba nie ma telefonu ani kluczy do logowania.")
        record(SecondFactorRemoved(reason=reason), act, town=user.town, about=user)
        write("telephone_removed", town=user.town, address=user.email, at=act.at)
