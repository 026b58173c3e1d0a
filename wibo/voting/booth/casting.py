"""Casting a ballot on the web: judged again, sealed, and written in one transaction."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import entry_of
from wibo.journal.acts import Act
from wibo.journal.events.ballots import BallotCast
from wibo.keyring import keys
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.people.duplicates import CastBallot, DuplicateRule
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.ballots import FaultScope, Marks, judge
from wibo.towns.conflicts import repeated
from wibo.towns.scoping import TownOwned
from wibo.towns.together import Provided, insert_together
from wibo.voting.ballot.frozen import refuse_other_ballot
from wibo.voting.ballot.lists import as_rules, lists_for
from wibo.voting.ballot.sealing import seal
from wibo.voting.booth.binding import ENTRANCE
from wibo.voting.electorate.contacts import asks_contact, take_slot
from wibo.voting.electorate.models import Participation, VotingCode
from wibo.voting.electorate.voters import Voter, has_taken_part, is_entitled, refuse_ineligible
from wibo.voting.urn.duplicates import supersede
from wibo.voting.urn.models import Envelope
from wibo.voting.urn.once import is_replaceable

NOT_ACCEPTED = _(
    "Z tymi danymi nie możemy przyjąć głosu przez internet. Głos tej osoby mógł już zostać oddany albo gmina nie ma jej "
    "wśród uprawnionych. Wyjaśnisz to w urzędzie: weź dokument tożsamości."
)


class AlreadyCast(Refused):
    """The person's vote is in the urn already, with another choice than the one sent now."""

    def __init__(self, receipt: str) -> None:
        super().__init__(
            _(
                "Twój głos oddano już wcześniej, zanim strona zdążyła to pokazać. Leży w urnie tak, jak wyglądał wtedy. Zmian, "
                "które wprowadzono potem, nie oddano."
            )
        )
        self.receipt = receipt


class NotAccepted(Refused):
    """One answer for "not in the register", "already voted" and a wrong name or code, so that nobody can ask about
    a neighbour.
    """

    def __init__(self) -> None:
        super().__init__(str(NOT_ACCEPTED))


def why_shut(edition: Edition, now: datetime) -> str:
    """Why the booth is shut; empty when it is open: frozen ballot, web voting, closed urn."""
    if not edition.frozen_at:
        return gettext("Głosowanie jeszcze się nie zaczęło: urząd nie zamknął listy projektów.")
    if edition.urn_opened_at or not edition.enables(Feature.VOTE, now):
        return gettext("Głosowanie przez internet jest zamknięte. Terminy są w zasadach.")
    if edition.paused_at:
        words = gettext("Głosowanie przez internet jest wstrzymane. Powód: {} Twoje wybory są zachowane.")
        return words.format(edition.pause_reason)
    if not keys.ready(edition.ring):
        return gettext("Głosowanie jest wstrzymane z przyczyn technicznych. Zadzwoń do urzędu.")
    return ""


def refuse_shut(edition: Edition, now: datetime) -> None:
    """Raise Refused unless the booth is open."""
    if reason := why_shut(edition, now):
        raise Refused(reason)


def refuse_known(edition: Edition, voter: Voter) -> None:
    """Raise NotAccepted for a person who is not entitled or has taken part."""
    # Everything is asked before anything is answered: the answer takes as long whatever it is.
    taken = has_taken_part(edition, voter.tag)
    replaceable, entitled = is_replaceable(edition, voter.tag), is_entitled(edition, voter)
    if not entitled or (taken and not replaceable):
        raise NotAccepted


@repeated
def cast(
    edition: Edition,
    voter: Voter,
    area: int | None,
    marks: Mapping[int, Marks],
    *,
    idempotency_key: str,
    now: datetime,
) -> Envelope:
    """Accept a ballot and return its envelope, whose receipt the voter keeps. Raises Refused.

    A repeated POST (same key) gets the same envelope. That a person votes once is the database's word:
    the unique tag of `Participation`.
    """
    try:
        refuse_shut(edition, now)
    except Refused:
        # A POST repeated in the minute after the end: its vote was accepted in time.
        same = _same(edition, idempotency_key)
        if same is None:
            _refuse_other_choice(edition, voter, idempotency_key)
            raise
        return same
    refuse_other_ballot(edition)
    _refuse_fault(edition, voter, area, marks, localtime(now).date())
    sealed, receipt = seal(edition, marks)
    try:
        envelope = _envelope(edition, voter, area, now, sealed, receipt)
        envelope.idempotency_key = idempotency_key
        _put_in(edition, voter, envelope, now)
    except (IntegrityError, Refused) as error:
        same = _same(edition, idempotency_key)
        if same is not None:
            return same
        _refuse_other_choice(edition, voter, idempotency_key)
        if isinstance(error, Refused):
            raise
        # The database refuses an envelope once voting is stopped or the urn is open, whatever this request read before.
        refuse_shut(Edition.objects.prefetch_related("windows").get(pk=edition.pk), now)
        raise NotAccepted from error
    return envelope


def _envelope(
    edition: Edition, voter: Voter, area: int | None, now: datetime, sealed: bytes, receipt: str
) -> Envelope:
    """The envelope with what statistics need on its outside, bound to its person."""
    today = localtime(now).date()
    return Envelope(
        edition=edition,
        channel=Channel.WEB,
        cast_on=today,
        area_id=area,
        age_band=voter.age_band(today),
        sex=voter.sex,
        sealed=sealed,
        person=voter.person,
        receipt=receipt,
        bond=keys.bond(edition.ring, voter.tag, receipt),
    )


def _put_in(edition: Edition, voter: Voter, envelope: Envelope, now: datetime) -> None:
    """Write that the person took part, the envelope and its entry. Raises Refused and IntegrityError, with nothing written."""
    with transaction.atomic() if _holds_more(edition) else nullcontext():
        _hold_code(edition, voter)
        take_slot(edition, voter)
        envelope.participation = _given_way(edition, voter, now)
        entry = entry_of(BallotCast(), Act("głosujący", now), town=edition.town, edition=edition.pk)
        rows: list[TownOwned] = [envelope, entry]
        if envelope.participation is None:
            envelope.participation = Participation(edition=edition, tag=voter.tag)
            rows.insert(0, envelope.participation)
        # A project that was struck after this process read the ballot is one that the page could not yet show.
        if not insert_together(rows, Provided(_AS_READ, [edition.pk, edition.strikes])):
            raise Refused(
                gettext(
                    "Przed chwilą zmieniła się lista projektów. Sprawdź swój głos i oddaj go jeszcze raz."
                )
            )


_AS_READ = "SELECT 1 FROM editions_edition WHERE id = %s AND strikes = %s"


def _holds_more(edition: Edition) -> bool:
    """Whether a cast changes or holds more than the three rows that it writes."""
    return (
        edition.kind is IdentityKind.CODE
        or asks_contact(edition)
        or edition.duplicate_rule == DuplicateRule.WEB
    )


def _refuse_fault(
    edition: Edition, voter: Voter, area: int | None, marks: Mapping[int, Marks], today: date
) -> None:
    """Raise Refused for a ballot or a person that the rules do not admit."""
    refuse_ineligible(edition, voter, today)
    # On the web any fault is mended before the cast, whatever it would cost on paper.
    rules = as_rules(lists_for(edition, area))
    found = judge(rules, {str(pool): of_list for pool, of_list in marks.items()}, FaultScope.BALLOT)
    if found.reason:
        raise Refused(gettext("Ten głos łamie zasady. Wróć do wyboru i popraw."))
    if edition.kind is not IdentityKind.CODE and not is_entitled(edition, voter):
        raise NotAccepted


def _hold_code(edition: Edition, voter: Voter) -> None:
    """Raise Refused for a code that was replaced since it was typed; one in force stays so until this commit."""
    if edition.kind is not IdentityKind.CODE:
        return
    codes = VotingCode.objects.select_for_update().filter(edition=edition, tag=voter.tag)
    if not codes.filter(digest=voter.factor, replaced=False).first():
        raise Refused(gettext("Ten kod został zastąpiony nowym. Zacznij od początku i wpisz nowy kod."))


def _given_way(edition: Edition, voter: Voter, now: datetime) -> Participation | None:
    """The person's taking part whose paper ballot gives way to the web, where that is the rule; else None."""
    if not is_replaceable(edition, voter.tag):
        return None
    web = CastBallot(Channel.WEB, localtime(now).date())
    return supersede(edition, voter.tag, web, act=Act("głosujący", now))


def _refuse_other_choice(edition: Edition, voter: Voter, key: str) -> None:
    """Raise AlreadyCast when the same entrance of the same person has cast another choice, whose answer was lost on the way."""
    if len(key) != 2 * ENTRANCE:
        return
    rows = Envelope.objects.valid().filter(edition=edition, participation__tag=voter.tag)
    earlier = rows.filter(idempotency_key__startswith=key[:ENTRANCE]).first()
    if earlier is not None:
        raise AlreadyCast(earlier.receipt)


def _same(edition: Edition, key: str) -> Envelope | None:
    """The envelope that an earlier POST with the key has made."""
    found: Envelope | None = Envelope.objects.filter(edition=edition, idempotency_key=key).first()
    return found
