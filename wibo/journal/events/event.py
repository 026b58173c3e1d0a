"""What an event is: a type whose fields are its facts, with the Polish sentence that tells them."""

from dataclasses import asdict, dataclass
from string import Formatter
from typing import Any, ClassVar


@dataclass(frozen=True)
class Event:
    """Facts hold numbers and words of settings, never a PESEL, a name or a choice.

    Each event has a `kind`, which its entry bears for ever, and `words`, whose braces name its fields. A field that no
    sentence tells is there for doctor and for the reconciliation.
    """

    kind: ClassVar[str] = ""
    words: ClassVar[str] = ""

    @property
    def facts(self) -> dict[str, Any]:
        """As the entry keeps them."""
        return asdict(self)

    @classmethod
    def named_facts(cls) -> set[str]:
        """The facts that the sentence tells."""
        return {name for _, name, _, _ in Formatter().parse(cls.words) if name}
