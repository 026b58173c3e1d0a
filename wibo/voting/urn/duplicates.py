"""Two ballots of one person: the edition's rule decides, the database keeps one valid at most, nothing is deleted."""

from wibo.editions.models import CHANNEL_NAMES, Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import BallotSuperseded
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.duplicates import CastBallot, DuplicateRule, Outcome, settle
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.electorate.models import Participation, ParticipationState
from wibo.voting.urn.models import Envelope, EnvelopeState


def supersede(edition: Edition, tag: bytes, coming: CastBallot, *, act: Act) -> Participation | None:
    """Make room for a second ballot of a person if the rule lets it count; None when it does not.

    Call inside a transaction. The participation is held until its end, so that two cards keyed at once are judged
    one after the other. A person whose ballots are void stays so: only the office can let them vote again.
    """
    taken = Participation.objects.select_for_update().get(edition=edition, tag=tag)
    if taken.state == ParticipationState.RELEASED and coming.channel is Channel.PAPER:
        Participation.objects.filter(pk=taken.pk).update(state=ParticipationState.COUNTED)
        return taken
    standing = Envelope.objects.valid().filter(participation=taken).select_related("batch").first()
    if standing is None or taken.state != ParticipationState.COUNTED:
        return None
    outcome = settle(DuplicateRule(edition.duplicate_rule), _as_cast(standing), coming)
    if outcome is Outcome.STANDING:
        return None
    rule = str(edition.get_duplicate_rule_display())
    Envelope.objects.filter(pk=standing.pk).update(
        state=EnvelopeState.INVALID, reason=Reason.DUPLICATE, note=rule, decided_by=act.by
    )
    record(
        BallotSuperseded(channel=str(CHANNEL_NAMES[Channel(standing.channel)]), rule=rule),
        act,
        town=edition.town,
        edition=edition.pk,
    )
    if outcome is Outcome.NEITHER:
        Participation.objects.filter(pk=taken.pk).update(state=ParticipationState.VOID)
        return None
    return taken


def _as_cast(envelope: Envelope) -> CastBallot:
    box = envelope.batch.name if envelope.batch else ""
    return CastBallot(Channel(envelope.channel), envelope.cast_on, box, envelope.serial or 0)
