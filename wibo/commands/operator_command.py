"""`wibo operator`: the first operator cannot be invited by anybody, so the command line makes the account."""

import argparse
import getpass
import sys

import pyotp
import segno
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from wibo.access.refusal import Refused
from wibo.accounts import telephones
from wibo.accounts.factors import WrongNumber
from wibo.service.actions import create_operator, set_operator_password
from wibo.service.models import Operator
from wibo.service.telephones import set_telephone


def run(arguments: list[str]) -> int:
    """Make an operator's account, or set its password anew. The password is asked for, never an argument."""
    parser = argparse.ArgumentParser(
        prog="wibo operator", description="Zakłada konto operatora albo zmienia jego hasło."
    )
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="imię i nazwisko (przy zakładaniu)")
    parser.add_argument("--telephone", action="store_true", help="ustaw telefon do logowania zamiast hasła")
    options = parser.parse_args(arguments)
    existing = Operator.objects.by_email(options.email)
    if existing is None and not options.name:
        print("Takiego operatora nie ma. Aby założyć konto, dodaj --name „Imię Nazwisko”.", file=sys.stderr)
        return 2
    if options.telephone:
        return _telephone(existing)
    password = (
        getpass.getpass("Hasło (co najmniej 10 znaków): ")
        if sys.stdin.isatty()
        else sys.stdin.readline().strip()
    )
    try:
        validate_password(password)
        if existing:
            set_operator_password(existing, password)
        else:
            create_operator(email=options.email, name=options.name, password=password, at=timezone.now())
    except (ValidationError, Refused) as error:
        print(" ".join(getattr(error, "messages", [str(error)])), file=sys.stderr)
        return 2
    print(f"Gotowe: {options.email}")
    if existing is None:
        print(f"Ustaw jeszcze telefon: wibo operator {options.email} --telephone")
    return 0


def _telephone(operator: Operator | None) -> int:
    """Show a new secret to scan, and take it once the telephone shows its number."""
    if operator is None:
        print("Najpierw załóż konto, potem ustaw telefon.", file=sys.stderr)
        return 2
    secret = telephones.new_secret()
    address = pyotp.TOTP(secret).provisioning_uri(name=operator.email, issuer_name=settings.OPERATOR_HOST)
    segno.make(address, micro=False, error="m").terminal(compact=True)
    print(f"Zeskanuj kod aplikacją w telefonie albo wpisz w niej: {secret}")
    number = input("Numer, który pokazuje telefon: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    try:
        set_telephone(operator, secret, number, timezone.now())
    except WrongNumber as error:
        print(error, file=sys.stderr)
        return 2
    print("Gotowe: od teraz konsola pyta o numer z tego telefonu.")
    return 0
