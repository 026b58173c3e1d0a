"""`wibo operator`: the first operator cannot be invited by anybody, so the command line makes the account."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from wibo.access.refusal import Refused
from wibo.service.actions import create_operator, set_operator_password
from wibo.service.models import Operator


def run(arguments: list[str]) -> int:
    """Make an operator's account, or set its password anew. The password is asked for, never an argument."""
    parser = argparse.ArgumentParser(
        prog="wibo operator", description="Zakłada konto operatora albo zmienia jego hasło."
    )
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="imię i nazwisko (przy zakładaniu)")
    options = parser.parse_args(arguments)
    existing = Operator.objects.by_email(options.email)
    if existing is None and not options.name:
        print("Takiego operatora nie ma. Aby założyć konto, dodaj --name „Imię Nazwisko”.", file=sys.stderr)
        return 2
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
    return 0
