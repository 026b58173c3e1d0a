"""Models of evaluation: cards and verdicts, who judges, opinions, changes and merging, appeals."""

from wibo.evaluation.models.agreeing import Change, Consent, Merge
from wibo.evaluation.models.appeals import Appeal
from wibo.evaluation.models.cards import CardDraft, CardVersion, RefusalGround
from wibo.evaluation.models.opinions import Opinion, Unit, UnitMember
from wibo.evaluation.models.people import Assignment, Conflict, Note, Substitution
from wibo.evaluation.models.reminders import Reminder
from wibo.evaluation.models.reviews import FormalReview, MeritReview, Review, Verdict

__all__ = [
    "Appeal",
    "Assignment",
    "CardDraft",
    "CardVersion",
    "Change",
    "Conflict",
    "Consent",
    "FormalReview",
    "Merge",
    "MeritReview",
    "Note",
    "Opinion",
    "RefusalGround",
    "Reminder",
    "Review",
    "Substitution",
    "Unit",
    "UnitMember",
    "Verdict",
]
