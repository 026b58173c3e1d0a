"""What is done once a second person has confirmed: each act by what was written down when it was proposed."""

from datetime import datetime

from django.utils.dateparse import parse_datetime

from wibo.access.refusal import Refused
from wibo.editions.actions import Dates, change_schedule, stored_dates
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.electorate.mending import mend_voter
from wibo.voting.papers.batches import close_batch
from wibo.voting.papers.models import PaperBatch
from wibo.voting.two_people.acts import Doing
from wibo.voting.two_people.models import TwoPersonAct, TwoPersonKind
from wibo.voting.urn.annulment import annul_by_two
from wibo.voting.urn.models import Envelope


def _by(act: TwoPersonAct) -> str:
    act.refresh_from_db()
    return f"{act.first} i {act.second}"


def _schedule(act: TwoPersonAct, at: datetime) -> None:
    pairs = [(_dates(row), _dates(before) if before else None) for row, before in act.content["dates"]]
    # Held, so that nothing moves between the comparison and the change.
    Edition.objects.select_for_update().get(pk=act.edition_id)
    stored = stored_dates(act.edition)
    if any(stored.get((row.stage, row.channel)) != before for row, before in pairs):
        raise Refused(
            "Harmonogram zmienił się od wniesienia tej zmiany. Nic nie zmieniono. Wnieście ją jeszcze raz."
        )
    change_schedule(act.edition, [row for row, _before in pairs], act=Act(_by(act), at), reason=act.reason)


def _dates(row: list[str]) -> Dates:
    stage, channel, opens, closes = row
    opens_at, closes_at = parse_datetime(opens), parse_datetime(closes)
    if opens_at is None or closes_at is None:
        raise Refused("Tych dat nie da się odczytać. Zacznijcie od nowa.")
    return Dates(stage, channel, opens_at, closes_at)


def _close_batch(act: TwoPersonAct, at: datetime) -> None:
    batch = PaperBatch.objects.select_related("edition__town").get(pk=act.content["batch"])
    if Envelope.objects.filter(batch=batch).handed_in().count() != act.content["keyed"]:
        raise Refused("Od wniosku wpisano albo poprawiono karty. Zacznijcie od nowa.")
    close_batch(batch, act.reason, user=act.first, at=at, second=_by(act))


def _annul(act: TwoPersonAct, at: datetime) -> None:
    envelope = Envelope.objects.select_related("edition__town").get(pk=act.content["envelope"])
    annul_by_two(envelope, Reason(act.content["reason"]), act.content["note"], act=Act(_by(act), at))


def _mend_voter(act: TwoPersonAct, at: datetime) -> None:
    mend_voter(act, act=Act(_by(act), at))


def pause_or_resume(act: TwoPersonAct, at: datetime) -> None:
    """Stop voting on the web, or let it go on. Raises Refused when that was done already."""
    stops = act.kind == TwoPersonKind.PAUSE
    values = (
        {"paused_at": at, "pause_reason": act.reason} if stops else {"paused_at": None, "pause_reason": ""}
    )
    if not Edition.objects.filter(pk=act.edition_id, paused_at__isnull=stops).update(**values):
        raise Refused("To już zrobiono. Odśwież stronę.")


DOING: dict[TwoPersonKind, Doing] = {
    TwoPersonKind.SCHEDULE: _schedule,
    TwoPersonKind.CLOSE_BATCH: _close_batch,
    TwoPersonKind.ANNUL: _annul,
    TwoPersonKind.MEND_VOTER: _mend_voter,
}
