"""The token in the letter that confirms an address; it works once."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from wibo.accounts.models import User


class ConfirmationTokens(PasswordResetTokenGenerator):
    """Bound to the account, its password and its being unconfirmed."""

    key_salt = "wibo.accounts.confirm"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk}{user.password}{user.confirmed_at}{timestamp}"


confirmation_tokens = ConfirmationTokens()
