"""Whether the urn holds what was put into it: every envelope with its receipt and its person, and nothing else."""

from collections.abc import Iterator
from hashlib import sha256

from wibo.editions.models import Edition
from wibo.journal.events.ballots import (
    BallotAnnulled,
    BallotCast,
    BallotSuperseded,
    ReceiptsListed,
    UrnOpened,
)
from wibo.journal.events.papers import BallotCorrected, BallotKeyed, BallotKeyedInvalid
from wibo.journal.models import Entry
from wibo.keyring import keys, store
from wibo.rulebook.calendar.schedule import Channel
from wibo.voting.models import (
    Ballot,
    CountSnapshot,
    Envelope,
    EnvelopeState,
    Participation,
    ParticipationState,
    ReceiptList,
    TwoPersonAct,
)
from wibo.voting.urn.opening import is_whole


def findings(edition: Edition) -> Iterator[str]:
    """Everything about envelopes, participations, lists of receipts and running counts that does not agree."""
    yield from of_acts(edition)
    yield from _of_envelopes(edition)
    yield from _of_participations(edition)
    if not edition.imported:
        yield from _of_sources(edition)
    yield from _of_lists(edition)
    yield from _of_snapshots(edition)
    yield from (_of_opened(edition) if edition.urn_opened_at else _of_closed(edition))


def of_acts(edition: Edition) -> Iterator[str]:
    """Acts of two people that this program has not written as they stand; those from before version 0.4 bear no mark."""
    marks_begun = False
    for act in TwoPersonAct.objects.filter(edition=edition).order_by("pk"):
        if act.is_genuine:
            marks_begun = True
        elif marks_begun or act.mark or not _is_of_old(act):
            yield f"decyzja dwóch osób nr {act.pk} ({act.get_kind_display()}) powstała albo zmieniła się poza systemem"


def _is_of_old(act: TwoPersonAct) -> bool:
    """Whether the journal told of the act before entries bore marks."""
    return Entry.objects.filter(about=f"twopersonact:{act.pk}", mark="").exists()


def _of_envelopes(edition: Edition) -> Iterator[str]:
    rows = Envelope.objects.filter(edition=edition)
    found = rows.values_list("sealed", "receipt", "bond", "participation__tag", "state")
    broken = unbound = bound = 0
    try:
        for sealed, receipt, bond, tag, state in found.iterator(2000):
            broken += not is_whole(edition, sealed, receipt, bond, tag)
            bound += bool(bond)
            unbound += not bond and state == EnvelopeState.VALID
    except store.KeyMissing:
        return
    if broken:
        yield f"koperty, które nie pasują do swoich kodów potwierdzenia albo do osób: {broken}"
    if bound and unbound:
        yield f"ważne koperty bez wiązania z osobą, choć inne je mają: {unbound}"


def _of_participations(edition: Edition) -> Iterator[str]:
    valid = Envelope.objects.filter(edition=edition).valid()
    if valid.filter(participation=None).exists():
        yield "ważny głos bez udziału osoby"
    rows = Participation.objects.filter(edition=edition)
    counted = rows.filter(state=ParticipationState.COUNTED).count()
    if counted != valid.count():
        yield f"ważnych głosów jest {valid.count()}, a osób, których głos się liczy, {counted}"
    lonely = rows.filter(envelope=None).count()
    if lonely:
        yield f"udziały osób bez żadnej koperty: {lonely}"


def journalled(edition: Edition, *kinds: str) -> int:
    """How many entries of the kinds the journal has of an edition."""
    return Entry.objects.filter(edition=edition.pk, kind__in=kinds).count()


def _of_sources(edition: Edition) -> Iterator[str]:
    rows = Envelope.objects.filter(edition=edition)
    compared = (
        ("kopert z internetu", rows.filter(channel=Channel.WEB), (BallotCast.kind,)),
        (
            "kopert z kartami",
            rows.filter(channel=Channel.PAPER),
            (BallotKeyed.kind, BallotKeyedInvalid.kind),
        ),
        ("kopert wpisanych od nowa", rows.filter(state=EnvelopeState.REPLACED), (BallotCorrected.kind,)),
        (
            "nieważnych kopert z internetu",
            rows.invalid().filter(channel=Channel.WEB),
            (BallotAnnulled.kind, BallotSuperseded.kind),
        ),
    )
    for what, envelopes, kinds in compared[:3]:
        there, told = envelopes.count(), journalled(edition, *kinds)
        if there != told:
            yield f"{what} jest {there}, a dziennik zna {told}"
    what, envelopes, kinds = compared[3]
    if envelopes.count() > journalled(edition, *kinds):
        yield f"{what} jest {envelopes.count()}, a dziennik zna unieważnień {journalled(edition, *kinds)}"
    yield from _of_invalid(edition)


def _of_invalid(edition: Edition) -> Iterator[str]:
    """Annulled and superseded ballots are those that the journal names; keyed invalid ones were so from the beginning."""
    rows = Envelope.objects.filter(edition=edition).handed_in().invalid()
    told = journalled(edition, BallotAnnulled.kind, BallotSuperseded.kind, BallotKeyedInvalid.kind)
    # A card keyed invalid and then anew is in the journal twice and handed in once.
    again = journalled(edition, BallotCorrected.kind)
    if not told - again <= rows.count() <= told:
        yield f"nieważnych głosów jest {rows.count()}, a dziennik zna {told}"


def _of_lists(edition: Edition) -> Iterator[str]:
    known = set(Envelope.objects.filter(edition=edition).values_list("receipt", flat=True))
    told = {
        entry.facts.get("digest")
        for entry in Entry.objects.filter(edition=edition.pk, kind=ReceiptsListed.kind)
    }
    for one in ReceiptList.objects.filter(edition=edition):
        if one.digest not in told:
            yield f"spis kodów z {one.made_at:%d.%m.%Y %H:%M} ma skrót, którego nie zna dziennik"
        if one.lines:
            if sha256(one.lines.encode()).hexdigest() != one.digest:
                yield f"spis kodów z {one.made_at:%d.%m.%Y %H:%M} jest inny niż jego skrót"
            missing = sum(row[0] not in known for row in one.rows)
            if missing:
                yield f"kody, które ogłoszono, a których nie ma w urnie: {missing}"


def _of_snapshots(edition: Edition) -> Iterator[str]:
    for snapshot in CountSnapshot.objects.filter(edition=edition).exclude(mac=b""):
        try:
            if keys.worker_mac(snapshot.content) != bytes(snapshot.mac):
                yield f"bieżący wynik z {snapshot.taken_at:%d.%m.%Y %H:%M} został zmieniony"
        except (store.NotTheWorker, PermissionError):
            yield "bieżących wyników nie da się sprawdzić; uruchom wibo doctor z konta procesu w tle"
            return


def _of_closed(edition: Edition) -> Iterator[str]:
    if edition.frozen_at and not keys.has_private(edition.ring, keys.URN):
        yield "nie ma klucza urny, a urna nie jest otwarta"
    if Ballot.objects.filter(edition=edition).exists():
        yield "urna jest zamknięta, a są już karty"
    if Envelope.objects.filter(edition=edition, sealed=b"").exists():
        yield "urna jest zamknięta, a są puste koperty"


def _of_opened(edition: Edition) -> Iterator[str]:
    if Envelope.objects.filter(edition=edition).exclude(sealed=b"").exists():
        yield "urna jest otwarta, a zostały zapieczętowane głosy"
    if keys.has_private(edition.ring, keys.URN):
        yield "urna jest otwarta, a klucz nie jest zniszczony"
    if not Entry.objects.filter(edition=edition.pk, kind=UrnOpened.kind).exists():
        yield "urna jest otwarta, a dziennik nie zna otwarcia"
