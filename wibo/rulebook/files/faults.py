"""What can be wrong with a file of an election or with the settings of its rule, as kinds and facts.

`wibo.wording.files` says them. Facts hold values of the file as they stand there: whoever shows them shortens them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class PbFault(StrEnum):
    """Kinds of faults in a .pb file."""

    NO_META = "no-meta"
    NO_SECTION = "no-section"
    NOT_TEXT = "not-text"
    NOT_UTF8 = "not-utf8"
    UNCLOSED = "unclosed"
    UNREADABLE = "unreadable"
    BROKEN_LINE = "broken-line"
    NO_PAIR = "no-pair"
    NO_KEY = "no-key"
    NO_AMOUNT = "no-amount"
    NO_COUNT = "no-count"
    UNKNOWN_TYPE = "unknown-type"
    OTHER_COUNT = "other-count"
    NO_COLUMN = "no-column"
    OTHER_WIDTH = "other-width"
    BAD_PROJECT = "bad-project"
    PROJECT_TWICE = "project-twice"
    NO_COST = "no-cost"
    BAD_VOTER = "bad-voter"
    UNKNOWN_PROJECT = "unknown-project"
    BAD_POINTS = "bad-points"
    OTHER_POINTS = "other-points"


class PabulibError(ValueError):
    """The file is broken; `line` counts from 1."""

    def __init__(self, line: int, kind: PbFault, **facts: Any) -> None:
        super().__init__(f"line {line}: {kind.value}")
        self.line = line
        self.kind = kind
        self.facts: Mapping[str, Any] = facts


class RuleFault(StrEnum):
    """Kinds of faults in the settings of a rule."""

    UNKNOWN_SETTINGS = "unknown-settings"
    UNKNOWN_RULE = "unknown-rule"
    SHARES_OF_POINTS = "shares-of-points"
    NO_NUMBERS = "no-numbers"
    NO_GROUPS = "no-groups"
    NO_SUCH_VALUE = "no-such-value"
    NO_COUNT = "no-count"
    NO_FLAG = "no-flag"
    UNREADABLE = "unreadable"
    NOT_JSON = "not-json"
    NO_OBJECT = "no-object"


class RuleError(ValueError):
    """The rule cannot be derived or a setting is wrong; the fault says what to add."""

    def __init__(self, kind: RuleFault, **facts: Any) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.facts: Mapping[str, Any] = facts
