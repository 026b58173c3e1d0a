"""Extending voting after an outage: one act, for chosen channels, with a reason that everyone reads."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.models import CHANNEL_NAMES, Edition, StageWindow
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import VotingExtended
from wibo.rulebook.calendar.schedule import Channel, Stage, last_minute
from wibo.voting.course.models import Extension


def extend(edition: Edition, channels: Sequence[Channel], until: datetime, reason: str, *, act: Act) -> None:
    """Let voting last until `until` (exclusive) on the channels. Raises Refused.

    Keying of paper moves by as much, so that an extension never takes the clerks' time.
    """
    _refuse(edition, channels, until, reason, act.at)
    with transaction.atomic():
        for channel in channels:
            window = _window(edition, channel)
            _lengthen(edition, window, channel, until, reason, act=act)
        told = date_format(localtime(last_minute(until)), "DATETIME_FORMAT")
        record(
            VotingExtended(
                channels=" i ".join(str(CHANNEL_NAMES[channel]) for channel in channels),
                until=told,
                reason=reason,
            ),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )


def _refuse(
    edition: Edition, channels: Sequence[Channel], until: datetime, reason: str, at: datetime
) -> None:
    if not channels:
        raise Refused("Zaznacz, które głosowanie ma trwać dłużej.")
    if not reason.strip():
        raise Refused("Napisz powód. Przeczyta go każdy.")
    if edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Głosowania nie da się już przedłużyć.")
    if until <= at:
        raise Refused("Ten termin już minął. Podaj późniejszy.")
    _refuse_schedule(edition, until)
    for channel in channels:
        if _window(edition, channel).closes_at <= at:
            raise Refused(
                f"Głosowanie {CHANNEL_NAMES[channel]} już się skończyło. Otworzyć je ponownie mogą dwie osoby, w harmonogramie."
            )
        if until <= _window(edition, channel).closes_at:
            raise Refused(
                f"Głosowanie {CHANNEL_NAMES[channel]} i tak trwa do tej chwili albo dłużej. Podaj późniejszy termin."
            )


def _refuse_schedule(edition: Edition, until: datetime) -> None:
    """Raise Refused for an end outside the town's service, or after the stage of results has begun."""
    last = localtime(last_minute(until)).date()
    if not edition.town.service.covers(last, last):
        raise Refused(
            "Ten dzień jest poza okresem usługi. Podaj wcześniejszy albo poproś operatora o przedłużenie."
        )
    closing = StageWindow.objects.filter(edition=edition, stage=Stage.CLOSING, opens_at__lt=until).first()
    if closing is not None:
        raise Refused(
            f"Etap wyników zaczyna się {date_format(localtime(closing.opens_at), 'DATETIME_FORMAT')}. Najpierw przesuń go "
            "w harmonogramie."
        )


def _window(edition: Edition, channel: Channel) -> StageWindow:
    """The channel's own dates of voting, or those of all channels."""
    rows = StageWindow.objects.filter(edition=edition, stage=Stage.VOTING, channel__in=[channel.value, ""])
    found: StageWindow | None = rows.order_by("-channel").first()
    if found is None:
        raise Refused(f"Głosowanie {CHANNEL_NAMES[channel]} nie ma terminu w harmonogramie.")
    return found


def _lengthen(
    edition: Edition,
    window: StageWindow,
    channel: Channel,
    until: datetime,
    reason: str,
    *,
    act: Act,
) -> None:
    before, longer = window.closes_at, until - window.closes_at
    if not window.channel:
        # Dates that held for all channels become this channel's; the others keep theirs.
        window = StageWindow(edition=edition, stage=Stage.VOTING, channel=channel, opens_at=window.opens_at)
    window.closes_at = until
    window.save()
    if channel is Channel.PAPER:
        for keying in StageWindow.objects.filter(edition=edition, stage=Stage.PAPER_ENTRY):
            keying.closes_at += longer
            keying.save()
    Extension.objects.create(
        edition=edition,
        channel=channel,
        before=before,
        until=until,
        reason=reason,
        made_at=act.at,
        made_by=act.by,
    )
