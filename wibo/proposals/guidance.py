"""What helps the author on each step: the rules and figures of the edition, where they matter."""

import re
from typing import Any

from wibo.editions.map_pages import place_map
from wibo.editions.models import PriceItem
from wibo.proposals.models import Proposal
from wibo.proposals.steps import Step
from wibo.rulebook.spelling.texts import lines_of

_SOURCE = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")


def guidance(proposal: Proposal, at: Step) -> dict[str, Any]:
    """Values for the page of a step."""
    edition = proposal.edition
    if at is Step.IDEA:
        return {
            "pools": edition.pools.all(),
            "fit": [_sourced(line) for line in lines_of(edition.fit_list)],
            "never": lines_of(edition.never_funded),
        }
    if at is Step.PLACE:
        return {"map": place_map(edition, proposal.place, edits=True)}
    if at is Step.COSTS:
        prices = PriceItem.objects.filter(edition=edition)
        return {"pool": proposal.pool, "prices": prices}
    return {}


def _sourced(line: str) -> tuple[str, str]:
    """A question and its source, which stands in brackets at the end of the line."""
    found = _SOURCE.match(line)
    return (found[1], found[2]) if found else (line, "")
