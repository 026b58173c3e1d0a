"""An act: who does something and when; made once, by the request or the worker's task, and handed down unchanged."""

from dataclasses import dataclass
from datetime import datetime

# Who it is where nobody acts: the program, when a time has come.
BY_ITSELF = "system"


@dataclass(frozen=True, slots=True)
class Act:
    """`by` names officials, and residents by number; `at` is the one reading of the clock that all of the act shares."""

    by: str
    at: datetime
