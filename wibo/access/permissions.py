"""The verbs that can be granted, and which role holds which. Roles are stored by their codes."""

from enum import StrEnum


class Can(StrEnum):
    """What a signed-in person may be allowed to do."""

    ACT_ON_OWN_PROPOSAL = "act-on-own-proposal"
    SEE_OFFICE = "see-office"
    READ_PROPOSALS = "read-proposals"
    REGISTER_PAPER = "register-paper"
    REVIEW_FORMALLY = "review-formally"
    REVIEW_ON_MERIT = "review-on-merit"
    # Of all who may give one of the cards in some edition; which edition lets whom is its rule.
    JUDGE = "judge"
    JUDGE_ON_MERIT = "judge-on-merit"
    DECIDE_IN_COMMISSION = "decide-in-commission"
    DECIDE_APPEAL = "decide-appeal"
    RUN_EDITION = "run-edition"
    MANAGE_OFFICIALS = "manage-officials"
    PRINT_BALLOT = "print-ballot"
    ENTER_PAPER_BALLOTS = "enter-paper-ballots"
    COUNT_PAPERS = "count-papers"
    DECIDE_DISPUTE = "decide-dispute"
    PAUSE_VOTING = "pause-voting"
    ISSUE_CODE = "issue-code"
    ANNUL_BALLOT = "annul-ballot"
    SEE_RUNNING_COUNT = "see-running-count"
    OPEN_URN = "open-urn"
    SETTLE_TIE = "settle-tie"
    PUBLISH = "publish"
    SEE_REPORTS = "see-reports"
    OPEN_VOTER_LIST = "open-voter-list"
    READ_JOURNAL = "read-journal"
    OPERATE_SERVICE = "operate-service"


class Role(StrEnum):
    """Roles by code; `LABELS` has the words."""

    RESIDENT = "resident"
    CLERK = "clerk"
    FORMAL_EVALUATOR = "formal-evaluator"
    MERIT_EVALUATOR = "merit-evaluator"
    COORDINATOR = "coordinator"
    COMMISSION = "commission"
    APPEAL_BODY = "appeal-body"
    AUDITOR = "auditor"
    SUPPORT = "support"
    OPERATOR = "operator"


# The operator serves all towns and holds no role in any.
TOWN_ROLES = tuple(role for role in Role if role is not Role.OPERATOR)

# Roles that a town gives to people.
INVITED_ROLES = tuple(role for role in TOWN_ROLES if role not in (Role.RESIDENT, Role.SUPPORT))

LABELS: dict[Role, str] = {
    Role.RESIDENT: "mieszkaniec",
    Role.CLERK: "wprowadzający",
    Role.FORMAL_EVALUATOR: "oceniający formalnie",
    Role.MERIT_EVALUATOR: "oceniający merytorycznie",
    Role.COORDINATOR: "administrator gminy",
    Role.COMMISSION: "komisja",
    Role.APPEAL_BODY: "organ odwoławczy",
    Role.AUDITOR: "audytor",
    Role.SUPPORT: "wsparcie operatora",
    Role.OPERATOR: "operator usługi",
}

_OFFICE = {Can.SEE_OFFICE, Can.READ_PROPOSALS}

GRANTS: dict[Role, frozenset[Can]] = {
    Role.RESIDENT: frozenset({Can.ACT_ON_OWN_PROPOSAL}),
    Role.CLERK: frozenset(
        {*_OFFICE, Can.REGISTER_PAPER, Can.ENTER_PAPER_BALLOTS, Can.COUNT_PAPERS, Can.ISSUE_CODE}
    ),
    Role.FORMAL_EVALUATOR: frozenset({*_OFFICE, Can.REVIEW_FORMALLY, Can.JUDGE}),
    Role.MERIT_EVALUATOR: frozenset({*_OFFICE, Can.REVIEW_ON_MERIT, Can.JUDGE, Can.JUDGE_ON_MERIT}),
    Role.COORDINATOR: frozenset(
        {
            *_OFFICE,
            Can.JUDGE,
            Can.JUDGE_ON_MERIT,
            Can.REGISTER_PAPER,
            Can.DECIDE_APPEAL,
            Can.RUN_EDITION,
            Can.MANAGE_OFFICIALS,
            Can.PRINT_BALLOT,
            Can.COUNT_PAPERS,
            Can.ISSUE_CODE,
            Can.ANNUL_BALLOT,
            Can.SEE_RUNNING_COUNT,
            Can.OPEN_URN,
            Can.PAUSE_VOTING,
            Can.PUBLISH,
            Can.SEE_REPORTS,
            Can.OPEN_VOTER_LIST,
            Can.READ_JOURNAL,
        }
    ),
    Role.COMMISSION: frozenset(
        {
            *_OFFICE,
            Can.DECIDE_IN_COMMISSION,
            Can.DECIDE_APPEAL,
            Can.JUDGE,
            Can.JUDGE_ON_MERIT,
            Can.SEE_RUNNING_COUNT,
            Can.OPEN_URN,
            Can.PAUSE_VOTING,
            Can.COUNT_PAPERS,
            Can.DECIDE_DISPUTE,
            Can.SETTLE_TIE,
            Can.SEE_REPORTS,
            Can.OPEN_VOTER_LIST,
            Can.READ_JOURNAL,
        }
    ),
    Role.APPEAL_BODY: frozenset({*_OFFICE, Can.DECIDE_APPEAL}),
    Role.AUDITOR: frozenset({*_OFFICE, Can.READ_JOURNAL}),
    # Looks, and changes nothing (accounts.middleware); there while a session lasts that the town has opened.
    Role.SUPPORT: frozenset({*_OFFICE, Can.RUN_EDITION, Can.READ_JOURNAL}),
    Role.OPERATOR: frozenset({Can.OPERATE_SERVICE}),
}


def granted(roles: frozenset[Role]) -> frozenset[Can]:
    """Everything that the roles allow together."""
    return frozenset().union(*(GRANTS[role] for role in roles))
