"""Changing how an edition evaluates while it evaluates: what was promised to authors stays."""

from typing import Any

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.actions import change_settings
from wibo.editions.models import Edition
from wibo.evaluation.judging import decider
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.evaluating.rules import EvaluationRules
from wibo.rulebook.spelling.polish import counted


def change_evaluation(edition: Edition, settings: dict[str, Any], *, reason: str, act: Act) -> str:
    """Change the rules of evaluation and say what came of it, with a warning where nobody could decide appeals.

    Days of appeal that were announced stay as they were announced. Raises Refused while verdicts wait that the change
    would tell from others.
    """
    wanted = EvaluationRules.of(settings)
    _refuse_between(edition, wanted)
    if not change_settings(edition, act=act, reason=reason, evaluation=settings):
        return "Nic się nie zmieniło."
    said = "Zasady oceny są zmienione. Terminy odwołań, które już ogłoszono, zostają."
    return said if _has_appeal_body(edition) else f"{said} {_NOBODY}"


_NOBODY = (
    "Uwaga: każdy, kto może rozpatrywać odwołania, wydaje też decyzje, a odwołanie musi rozpatrzyć ktoś inny. Nadaj komuś rolę "
    "„organ odwoławczy” na stronie „Osoby”."
)


def _refuse_between(edition: Edition, wanted: EvaluationRules) -> None:
    if wanted.announced is edition.evaluating.announced:
        return
    waiting = Proposal.objects.filter(edition=edition, status=Status.JUDGED).count()
    if waiting:
        told = counted(waiting, "decyzja czeka", "decyzje czekają", "decyzji czeka")
        raise Refused(
            f"Na ogłoszenie {told}. Ogłoś je najpierw, a potem zmień, kiedy decyzje są ogłaszane.",
            "announced",
        )


def _has_appeal_body(edition: Edition) -> bool:
    deciding = decider(edition)
    return any(not one.can(deciding) for one in User.objects.holding(Can.DECIDE_APPEAL))
