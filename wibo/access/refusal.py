"""An act that cannot be done, with the sentence that the person reads: what happened and what to do."""

from wibo.rulebook.spelling.texts import tidy


class Refused(Exception):
    """Raised by actions; views show the message and keep what was entered. `field` is where to mend it, if in one."""

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field


class WrongPassword(Refused):
    """The password is not that of this account, or there is no such account: one answer for both."""


def reason_written(reason: str, ask: str) -> str:
    """The reason as it is kept. Raises Refused with the sentence `ask` where nothing was written."""
    kept = tidy(reason).strip()
    if not kept:
        raise Refused(ask, "reason")
    return kept
