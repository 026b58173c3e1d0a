"""An operator's telephone: set from the command line of the machine, asked for at every sign-in from then on.

The console opens every town, so a password alone must not; and whoever sets a telephone must reach the machine itself, not only a page.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from wibo.access.refusal import Refused
from wibo.accounts import telephones
from wibo.accounts.factors import WrongNumber
from wibo.service.models import Operator


def set_telephone(operator: Operator, secret: str, number: str, at: datetime) -> None:
    """Take the telephone that shows the number. Raises WrongNumber."""
    step = telephones.step_of(secret, number, at, after=0)
    if step is None:
        raise WrongNumber(
            "Ten numer się nie zgadza. Sprawdź zegar telefonu i wpisz numer, który widać teraz.", "number"
        )
    operator.telephone, operator.last_step = telephones.sealed(secret), step
    operator.save(update_fields=["telephone", "last_step"])


def check_telephone(operator: Operator, number: str, at: datetime) -> None:
    """Take the number of the operator's telephone, once. Raises WrongNumber; Refused where one must be set first."""
    if not operator.telephone:
        _refuse_without(operator, at)
        return
    with transaction.atomic():
        held = Operator.objects.select_for_update().get(pk=operator.pk)
        typed = "".join(number.split())
        step = telephones.step_of(telephones.opened(bytes(held.telephone)), typed, at, after=held.last_step)
        if step is None:
            raise WrongNumber(
                "Numer się nie zgadza albo był już użyty. Poczekaj na następny i wpisz go.", "number"
            )
        held.last_step = step
        held.save(update_fields=["last_step"])


def _refuse_without(operator: Operator, at: datetime) -> None:
    days = settings.SECOND_FACTOR_DAYS
    if days is not None and operator.created_at + timedelta(days=days) <= at:
        raise Refused(
            "Do konsoli trzeba logować się także telefonem. Na serwerze uruchom: wibo operator ADRES --telephone i spróbuj jeszcze "
            "raz."
        )
