"""What each stage enables, in one table. Code asks for a feature, never for a stage by name."""

from datetime import datetime
from enum import StrEnum

from wibo.rulebook.calendar.schedule import Channel, Schedule, Stage


class Feature(StrEnum):
    """Something that people can do only while a stage is open."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SUPPLEMENT = "supplement"
    REVIEW = "review"
    APPEAL = "appeal"
    VOTE = "vote"
    ENTER_PAPER = "enter-paper"
    CLOSE = "close"


FEATURES: dict[Stage, frozenset[Feature]] = {
    Stage.SUBMISSION: frozenset({Feature.SUBMIT, Feature.WITHDRAW, Feature.SUPPLEMENT}),
    Stage.EVALUATION: frozenset({Feature.REVIEW, Feature.WITHDRAW, Feature.SUPPLEMENT}),
    # An upheld appeal is judged anew, so appeals keep reviewing open.
    Stage.APPEALS: frozenset({Feature.APPEAL, Feature.REVIEW, Feature.WITHDRAW, Feature.SUPPLEMENT}),
    Stage.VOTING: frozenset({Feature.VOTE}),
    Stage.PAPER_ENTRY: frozenset({Feature.ENTER_PAPER}),
    Stage.CLOSING: frozenset({Feature.CLOSE}),
}

_CHANNELS = {Feature.VOTE: Channel.WEB}


def is_enabled(schedule: Schedule, feature: Feature, now: datetime) -> bool:
    """Whether the feature is open now. Voting means the booth, so it asks for the web channel."""
    channel = _CHANNELS.get(feature)
    return any(
        feature in features and schedule.is_open(stage, now, channel) for stage, features in FEATURES.items()
    )


def stages_with(feature: Feature) -> tuple[Stage, ...]:
    """The stages that enable a feature, for the page that says when it opens."""
    return tuple(stage for stage, features in FEATURES.items() if feature in features)
