"""The tokens in letters that confirm an address; each works once."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

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
