"""How many rows a copy holds of what must not go missing: written into it when it is made, asked again of what was restored."""

from collections.abc import Callable
from typing import Any

Asked = Callable[[str], list[tuple[Any, ...]]]

_QUESTIONS = {
    "editions": "SELECT count(*) FROM editions_edition",
    "proposals": "SELECT count(*) FROM proposals_proposal",
    "accounts": "SELECT count(*) FROM accounts_user",
    "participations": "SELECT count(*) FROM voting_participation",
    "envelopes": "SELECT count(*) FROM voting_envelope",
}


def counts(ask: Asked) -> dict[str, Any]:
    """The towns by name, and numbers by what is counted; `ask` runs a statement and gives its rows."""
    towns = [slug for (slug,) in ask("SELECT slug FROM towns_town ORDER BY slug")]
    return {"towns": towns, **{name: ask(question)[0][0] for name, question in _QUESTIONS.items()}}


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What was restored beside what the copy says; an older copy says less."""
    known = {name: value for name, value in expected.items() if name in found}
    return [
        f"{name}: w kopii {value}, odtworzono {found[name]}"
        for name, value in known.items()
        if found[name] != value
    ]
