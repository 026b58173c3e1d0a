"""An act that cannot be done, with the sentence that the person reads: what happened and what to do."""


class Refused(Exception):
    """Raised by actions; views show the message and keep what was entered. `field` is where to mend it, if in one."""

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field
