"""Every cell of status, role and stage: what may be done there, written down by hand beside the table."""

from datetime import timedelta

import pytest
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from wibo.access.permissions import TOWN_ROLES
from wibo.accounts.models import User
from wibo.editions.models import Edition, StageWindow
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.moves import MOVES
from wibo.proposals.statuses import Status as S
from wibo.rulebook.calendar.schedule import Stage

# The author's own moves, by status and stages in which they are open.
COLLECTING, JUDGING, APPEALING = Stage.SUBMISSION, Stage.EVALUATION, Stage.APPEALS
WHILE_JUDGED = {COLLECTING, JUDGING, APPEALING}
ALWAYS = set(Stage)
# Role: status: (target, stages).
EXPECTED = {
    "resident": {
        S.DRAFT: [(S.SUBMITTED, {COLLECTING})],
        S.SUBMITTED: [(S.WITHDRAWN, WHILE_JUDGED)],
        S.RETURNED: [(S.SUBMITTED, WHILE_JUDGED), (S.WITHDRAWN, WHILE_JUDGED)],
        S.MERIT_REVIEW: [(S.WITHDRAWN, WHILE_JUDGED)],
        S.JUDGED: [(S.WITHDRAWN, WHILE_JUDGED)],
        S.ADMITTED: [(S.WITHDRAWN, WHILE_JUDGED)],
    },
    "clerk": {
        S.SUBMITTED: [(S.WITHDRAWN, WHILE_JUDGED), (S.DUPLICATE, WHILE_JUDGED)],
        S.RETURNED: [(S.SUBMITTED, WHILE_JUDGED), (S.WITHDRAWN, WHILE_JUDGED), (S.DUPLICATE, WHILE_JUDGED)],
        S.MERIT_REVIEW: [(S.WITHDRAWN, WHILE_JUDGED), (S.DUPLICATE, WHILE_JUDGED)],
        S.JUDGED: [(S.WITHDRAWN, WHILE_JUDGED)],
        S.ADMITTED: [(S.WITHDRAWN, WHILE_JUDGED)],
        S.DUPLICATE: [(S.SUBMITTED, WHILE_JUDGED)],
    },
    "formal-evaluator": {
        S.SUBMITTED: [
            (S.RETURNED, {JUDGING, APPEALING}),
            (S.MERIT_REVIEW, {JUDGING, APPEALING}),
            (S.JUDGED, {JUDGING, APPEALING}),
        ],
        S.RETURNED: [(S.SUBMITTED, {JUDGING, APPEALING}), (S.JUDGED, {JUDGING, APPEALING})],
        S.MERIT_REVIEW: [(S.SUBMITTED, ALWAYS)],
        S.JUDGED: [(S.SUBMITTED, ALWAYS)],
    },
    "merit-evaluator": {
        S.MERIT_REVIEW: [(S.JUDGED, {JUDGING, APPEALING})],
        S.JUDGED: [(S.MERIT_REVIEW, ALWAYS)],
    },
    "commission": {
        S.MERIT_REVIEW: [(S.JUDGED, {JUDGING, APPEALING})],
        S.JUDGED: [(S.MERIT_REVIEW, ALWAYS)],
        S.REJECTED: [(S.MERIT_REVIEW, ALWAYS), (S.ADMITTED, ALWAYS)],
    },
    "appeal-body": {S.REJECTED: [(S.MERIT_REVIEW, ALWAYS), (S.ADMITTED, ALWAYS)]},
    "auditor": {},
    # As who runs the edition, whose pages it sees; it sends nothing (accounts.middleware).
    "support": {
        S.MERIT_REVIEW: [(S.JUDGED, {JUDGING, APPEALING})],
        S.JUDGED: [(S.MERIT_REVIEW, ALWAYS), (S.ADMITTED, ALWAYS), (S.REJECTED, ALWAYS)],
        S.ADMITTED: [(S.MERIT_REVIEW, ALWAYS)],
        S.REJECTED: [(S.SUBMITTED, ALWAYS), (S.MERIT_REVIEW, ALWAYS)],
    },
}
# Who runs the edition is a clerk, too, decides appeals, and may decide on merit where the edition says so.
EXPECTED["coordinator"] = {
    **EXPECTED["clerk"],
    S.MERIT_REVIEW: [*EXPECTED["clerk"][S.MERIT_REVIEW], (S.JUDGED, {JUDGING, APPEALING})],
    S.JUDGED: [
        (S.WITHDRAWN, WHILE_JUDGED),
        (S.MERIT_REVIEW, ALWAYS),
        (S.ADMITTED, ALWAYS),
        (S.REJECTED, ALWAYS),
    ],
    S.ADMITTED: [(S.WITHDRAWN, WHILE_JUDGED), (S.MERIT_REVIEW, ALWAYS)],
    S.REJECTED: [(S.SUBMITTED, ALWAYS), (S.MERIT_REVIEW, ALWAYS), (S.ADMITTED, ALWAYS)],
}
RULE = {
    S.JUDGED: {S.ADMITTED, S.REJECTED},
    S.SUBMITTED: {S.MERGED},
    S.RETURNED: {S.MERGED},
    S.MERIT_REVIEW: {S.MERGED},
    S.MERGED: {S.SUBMITTED},
}


def test_every_role_stands_in_the_grid():
    assert set(EXPECTED) == {role.value for role in TOWN_ROLES}


@pytest.mark.parametrize("role", [role.value for role in TOWN_ROLES])
def test_every_cell_allows_what_is_written_and_nothing_else(town, role):
    with scope(town=town):
        user = factories.user(town, "ktos", *([role] if role != "resident" else []))
        user = User.objects.get(pk=user.pk)
        own = user if role == "resident" else factories.user(town, "autor")
        for year, stage in enumerate(Stage, start=2030):
            edition = Edition.objects.create(town=town, year=year, name=str(year))
            opens, closes = NOW - timedelta(days=1), NOW + timedelta(days=1)
            StageWindow.objects.create(edition=edition, stage=stage.value, opens_at=opens, closes_at=closes)
            for status in S:
                proposal = Proposal(pk=1, edition=edition, author=own, status=status.value)
                found = {move.target for move in lifecycle.available(proposal, user, NOW)}
                # Residents' own moves are those of the author alone, and officials have accounts of residents, too.
                written = {to for to, stages in EXPECTED[role].get(status, ()) if stage in stages}
                assert found == written, (status, stage)


@pytest.mark.parametrize("status", list(S))
def test_the_editions_rule_moves_only_what_is_judged_or_agreed(edition, cast, status):
    proposal = Proposal(pk=1, edition=edition, author=cast.maria, status=status.value)
    assert {move.target for move in lifecycle.by_rule(proposal, NOW)} == RULE.get(status, set())


def test_once_the_ballot_is_frozen_nothing_that_is_bound_to_it_moves(edition, cast):
    edition.frozen_at = NOW
    for move in MOVES:
        proposal = Proposal(pk=1, edition=edition, author=cast.maria, status=move.source.value)
        if move.feature is None and move.permission is not None:
            assert move not in lifecycle.available(proposal, cast.anna, NOW)
        assert lifecycle.by_rule(proposal, NOW) == []


def test_every_letter_of_the_table_is_there():
    from django.template.loader import get_template

    for move in MOVES:
        if move.letter:
            get_template(f"letters/{move.letter}.txt")
