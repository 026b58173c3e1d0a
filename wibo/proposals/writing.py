"""Letters about a proposal."""

from datetime import datetime
from typing import Any

from wibo.letters.actions import write
from wibo.proposals.models import Proposal

# Letters after which nobody has to do anything.
_NOTICES = frozenset({"formal_positive", "verdict_positive", "result"})


def _addresses(proposal: Proposal, template: str) -> list[str]:
    if goes_by_post(proposal):
        return [""]
    return proposal.addresses(notice=template in _NOTICES)


def goes_by_post(proposal: Proposal) -> bool:
    """Whether letters about the proposal are printed: there is a person to write to, and no e-mail address."""
    return bool(proposal.author_name) and not proposal.addresses()


def will_be_told(proposal: Proposal) -> str:
    """How the author learns of what was done, for the official who did it."""
    if goes_by_post(proposal):
        return "Autor nie ma adresu e-mail: wydrukuj list ze strony „Listy do wysłania”."
    return (
        "Autor dostanie list."
        if proposal.addresses()
        else "Nie wiadomo, kto jest autorem: nikt nie dostanie listu."
    )


def write_to_author(proposal: Proposal, template: str, *, at: datetime, **context: Any) -> None:
    """A letter about the proposal to its author and co-authors; one for the post where nobody has an address."""
    town = proposal.edition.town
    for address in _addresses(proposal, template):
        write(template, town=town, address=address, at=at, proposal=proposal, **context)
