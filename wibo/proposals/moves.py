"""How a proposal comes in and moves on, in one table: who, from where, to where, when, with what entry and what letter.

Buttons, server checks, the diagram of the docs and the tests share it.
"""

from dataclasses import dataclass

from wibo.access.permissions import Can
from wibo.journal.events.evaluation import (
    AdmissionAnnounced,
    AppealAdmitted,
    AppealUpheld,
    CallTakenBack,
    FormalFailed,
    FormalPassed,
    MergeDissolved,
    MeritFailed,
    MeritPassed,
    ProposalMerged,
    RefusalAnnounced,
    SupplementRequested,
    VerdictCorrected,
    VerdictTakenBack,
)
from wibo.journal.events.proposals import (
    DuplicateMarked,
    DuplicateTakenBack,
    OfProposal,
    ProposalAdmittedByList,
    ProposalLoaded,
    ProposalRegistered,
    ProposalSubmitted,
    ProposalSupplemented,
    ProposalWithdrawn,
    WithdrawnForAuthor,
)
from wibo.proposals.statuses import Status as S
from wibo.rulebook.calendar.stages import Feature


@dataclass(frozen=True, slots=True)
class Move:
    """From one status to another: who may (None: the edition's rule alone, right after an act or on its day), during what
    (None: until the ballot is frozen), what the journal calls it, and which letter its author gets ("" for none).
    """

    source: S
    target: S
    permission: Can | None
    feature: Feature | None
    event: type[OfProposal]
    letter: str = ""


OWN = Can.ACT_ON_OWN_PROPOSAL
OFFICE = Can.REGISTER_PAPER
JUDGES = (Can.REVIEW_ON_MERIT, Can.RUN_EDITION, Can.DECIDE_IN_COMMISSION)
WITHDRAWABLE = (S.SUBMITTED, S.RETURNED, S.MERIT_REVIEW, S.JUDGED, S.ADMITTED)
REPEATABLE = (S.SUBMITTED, S.RETURNED, S.MERIT_REVIEW)

MOVES = (
    Move(S.DRAFT, S.SUBMITTED, OWN, Feature.SUBMIT, ProposalSubmitted, "proposal_submitted"),
    Move(
        S.SUBMITTED, S.RETURNED, Can.REVIEW_FORMALLY, Feature.REVIEW, SupplementRequested, "formal_supplement"
    ),
    Move(S.RETURNED, S.SUBMITTED, OWN, Feature.SUPPLEMENT, ProposalSupplemented),
    Move(S.RETURNED, S.SUBMITTED, OFFICE, Feature.SUPPLEMENT, ProposalSupplemented),
    Move(S.RETURNED, S.SUBMITTED, Can.REVIEW_FORMALLY, Feature.REVIEW, CallTakenBack, "call_taken_back"),
    Move(S.SUBMITTED, S.MERIT_REVIEW, Can.REVIEW_FORMALLY, Feature.REVIEW, FormalPassed, "formal_positive"),
    Move(S.SUBMITTED, S.JUDGED, Can.REVIEW_FORMALLY, Feature.REVIEW, FormalFailed),
    Move(S.RETURNED, S.JUDGED, Can.REVIEW_FORMALLY, Feature.REVIEW, FormalFailed),
    *(Move(S.MERIT_REVIEW, S.JUDGED, who, Feature.REVIEW, MeritPassed) for who in JUDGES),
    *(Move(S.MERIT_REVIEW, S.JUDGED, who, Feature.REVIEW, MeritFailed) for who in JUDGES),
    # What is not announced, its author takes back; what was announced, the coordinator corrects.
    Move(S.MERIT_REVIEW, S.SUBMITTED, Can.REVIEW_FORMALLY, None, VerdictTakenBack),
    Move(S.JUDGED, S.SUBMITTED, Can.REVIEW_FORMALLY, None, VerdictTakenBack),
    *(Move(S.JUDGED, S.MERIT_REVIEW, who, None, VerdictTakenBack) for who in JUDGES),
    Move(S.JUDGED, S.ADMITTED, Can.RUN_EDITION, None, AdmissionAnnounced, "verdict_positive"),
    Move(S.JUDGED, S.REJECTED, Can.RUN_EDITION, None, RefusalAnnounced, "verdict_negative"),
    Move(S.JUDGED, S.ADMITTED, None, None, AdmissionAnnounced, "verdict_positive"),
    Move(S.JUDGED, S.REJECTED, None, None, RefusalAnnounced, "verdict_negative"),
    Move(S.ADMITTED, S.MERIT_REVIEW, Can.RUN_EDITION, None, VerdictCorrected, "verdict_corrected"),
    Move(S.REJECTED, S.SUBMITTED, Can.RUN_EDITION, None, VerdictCorrected, "verdict_corrected"),
    Move(S.REJECTED, S.MERIT_REVIEW, Can.RUN_EDITION, None, VerdictCorrected, "verdict_corrected"),
    Move(S.REJECTED, S.MERIT_REVIEW, Can.DECIDE_APPEAL, None, AppealUpheld, "appeal_upheld"),
    Move(S.REJECTED, S.ADMITTED, Can.DECIDE_APPEAL, None, AppealAdmitted, "appeal_admitted"),
    *(
        Move(source, S.WITHDRAWN, OWN, Feature.WITHDRAW, ProposalWithdrawn, "proposal_withdrawn")
        for source in WITHDRAWABLE
    ),
    *(
        Move(source, S.WITHDRAWN, OFFICE, Feature.WITHDRAW, WithdrawnForAuthor, "proposal_withdrawn")
        for source in WITHDRAWABLE
    ),
    *(
        Move(source, S.DUPLICATE, OFFICE, Feature.SUPPLEMENT, DuplicateMarked, "proposal_duplicate")
        for source in REPEATABLE
    ),
    Move(S.DUPLICATE, S.SUBMITTED, OFFICE, Feature.SUPPLEMENT, DuplicateTakenBack, "proposal_no_duplicate"),
    # Once the last author has agreed.
    *(Move(source, S.MERGED, None, None, ProposalMerged, "proposal_merged") for source in REPEATABLE),
    # What it was part of is withdrawn.
    Move(S.MERGED, S.SUBMITTED, None, None, MergeDissolved, "merge_dissolved"),
)


# What must be open for a text that its author still writes to come to the office.
HANDING_IN = {
    move.source: move.feature for move in MOVES if move.target is S.SUBMITTED and move.permission is OWN
}


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a proposal comes in that no resident has sent: with which status, by whom, and what the journal calls it.

    Until the ballot is frozen; outside of collecting the act says why.
    """

    target: S
    permission: Can
    event: type[OfProposal]


ENTRANCES = (
    Entrance(S.SUBMITTED, Can.REGISTER_PAPER, ProposalRegistered),
    Entrance(S.SUBMITTED, Can.REGISTER_PAPER, ProposalLoaded),
    # A list that the town has drawn up already stands in the place of all evaluation.
    Entrance(S.ADMITTED, Can.RUN_EDITION, ProposalAdmittedByList),
)
