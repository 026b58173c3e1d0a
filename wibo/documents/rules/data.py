"""What the edition's rules say, topic by topic, and its pools."""

from typing import Any

from wibo.documents.engine.frame import fact, frame_of, moment
from wibo.editions.models import Edition
from wibo.editions.presenting import answers
from wibo.rulebook.calendar.schedule import last_minute
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.voting.cautions import Topic


def rules_data(edition: Edition) -> dict[str, Any]:
    """Dates, pools with their rules, and how the edition votes, in sentences."""
    return {
        **frame_of(edition, f"Zasady budżetu obywatelskiego {edition.year}"),
        "regulations": edition.regulations,
        "dates": [
            fact(_stage(window), f"{moment(window.opens_at)} – {moment(last_minute(window.closes_at))}")
            for window in edition.windows.all()
        ],
        "pools": [
            f"{pool.name}, {zloty(pool.amount)}. {pool.rule_in_words} {pool.award_in_words}"
            for pool in edition.pools.all()
        ],
        "rules": [sentence for topic in Topic for sentence in answers(edition, topic)],
    }


def _stage(window: Any) -> str:
    return " ".join(filter(None, [str(window.get_stage_display()), str(window.get_channel_display() or "")]))
