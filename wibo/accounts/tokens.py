"""Tokens: in letters that confirm an address, where each works once; and on the page between password and telephone."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.utils.crypto import salted_hmac

from wibo.accounts.models import User


class ConfirmationTokens(PasswordResetTokenGenerator):
    """Bound to the account, its password and its being unconfirmed."""

    key_salt = "wibo.accounts.confirm"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk}{user.password}{user.confirmed_at}{timestamp}"


class NewEmailTokens(PasswordResetTokenGenerator):
    """Bound to the account, its address and the one that it is to have."""

    key_salt = "wibo.accounts.new-email"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk}{user.password}{user.email}|{user.new_email}{timestamp}"


new_email_tokens = NewEmailTokens()
confirmation_tokens = ConfirmationTokens()


_HALFWAY_SALT = "wibo.accounts.halfway"
# Seconds in which the number of the telephone must follow the password.
_HALFWAY_LASTS = 300


def halfway(user: User) -> str:
    """Who has given the right password; good for five minutes and until the password changes."""
    return signing.dumps([user.pk, _of_password(user)], salt=_HALFWAY_SALT)


def user_halfway(token: str) -> User | None:
    """Whose token it is; None for one that is old, false, or of a password that is no more."""
    try:
        key, mark = signing.loads(token, salt=_HALFWAY_SALT, max_age=_HALFWAY_LASTS)
    except (signing.BadSignature, ValueError):
        return None
    user: User | None = User.objects.filter(pk=key, is_active=True).first()
    return user if user is not None and mark == _of_password(user) else None


def _of_password(user: User) -> str:
    return salted_hmac(_HALFWAY_SALT, user.password).hexdigest()
