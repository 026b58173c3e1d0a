"""Models of an edition, by question: what it is, where and for how much, when, and what its application asks."""

from wibo.editions.models.application import QUESTION_NAMES, Category, PriceItem, Question
from wibo.editions.models.edition import Edition, new_ring
from wibo.editions.models.maps import MapLayer
from wibo.editions.models.names import (
    CHANNEL_NAMES,
    DUPLICATE_NAMES,
    IDENTITY_NAMES,
    STAGE_NAMES,
    VOTE_TYPE_NAMES,
)
from wibo.editions.models.places import VotingPlace
from wibo.editions.models.pools import Area, Pool
from wibo.editions.models.risks import AcceptedRisk
from wibo.editions.models.windows import StageWindow

__all__ = [
    "CHANNEL_NAMES",
    "DUPLICATE_NAMES",
    "IDENTITY_NAMES",
    "QUESTION_NAMES",
    "STAGE_NAMES",
    "VOTE_TYPE_NAMES",
    "AcceptedRisk",
    "Area",
    "Category",
    "Edition",
    "MapLayer",
    "Pool",
    "PriceItem",
    "Question",
    "StageWindow",
    "VotingPlace",
    "new_ring",
]
