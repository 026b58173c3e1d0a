"""Opening the urn: valid envelopes become anonymous ballots, ciphertexts are erased, the key is destroyed.

Only the worker runs this. Ballots are born here, shuffled per pool and in one transaction, so that neither
their order nor the database's own bookkeeping leads back to an envelope.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import UrnOpened
from wibo.keyring import keys, store
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.models import Project
from wibo.voting.ballot.packing import Stored, Unreadable, fits, read
from wibo.voting.urn.bearing import Cast, write_ballots
from wibo.voting.urn.models import Ballot, Envelope, EnvelopeState, Vote
from wibo.voting.urn.unsealing import unsealed


def open_urn(edition: Edition, *, act: Act) -> int:
    """Open the urn of an edition; how many envelopes were opened. Raises Refused when it cannot be done."""
    if Edition.objects.exclude(urn_opened_at=None).filter(pk=edition.pk).exists():
        # A crash between the commit and this line must not leave the key behind.
        keys.destroy_urn(edition.ring)
        raise Refused("Urna jest już otwarta.")
    try:
        secret = keys.secret(edition.ring, keys.URN)
    except store.KeyMissing as error:
        raise Refused("Nie ma klucza urny. Bez niego nie da się odczytać głosów.") from error
    with transaction.atomic():
        # Casts wait for it; what only names the edition, as another act of two people, need not.
        locked: Edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        if locked.urn_opened_at:
            raise Refused("Urna jest już otwarta.")
        urn = _read(edition, secret)
        for pool, cast in urn.lists.items():
            write_ballots(edition, pool, cast)
        # In this order: the database lets ballots be born only before it, and ciphertexts be erased only after it.
        locked.urn_opened_at = act.at
        locked.save(update_fields=["urn_opened_at"])
        Envelope.objects.filter(edition=edition).update(sealed=b"")
        opened = UrnOpened(ballots=urn.count, digest=_digest_of(urn.texts()))
        record(opened, act, town=edition.town, edition=edition.pk, about=edition)
    edition.urn_opened_at = act.at
    keys.destroy_urn(edition.ring)
    return urn.count


@dataclass
class _Urn:
    """The urn of an edition as it is read: lists as they count, by pool; one that counts for nothing is an abstention and
    becomes no ballot.
    """

    edition: Edition
    lists: dict[int, list[Cast]] = field(default_factory=dict)
    count: int = 0
    broken: int = 0
    unreadable: int = 0

    def envelopes(self) -> Iterator[tuple[str, bytes]]:
        """Channel and ciphertext of each that is valid; all are looked at on the way."""
        rows = Envelope.objects.filter(edition=self.edition)
        facts = rows.values_list("state", "channel", "sealed", "receipt", "bond", "participation__tag")
        for state, channel, sealed, receipt, bond, tag in facts.iterator(2000):
            self.broken += not is_whole(self.edition, sealed, receipt, bond, tag)
            if state == EnvelopeState.VALID:
                self.count += 1
                yield channel, bytes(sealed)

    def texts(self) -> Iterator[str]:
        """Every ballot for the digest."""
        for pool, cast in self.lists.items():
            known: dict[Marks, str] = {}
            for _, marks in cast:
                yield known.get(marks) or known.setdefault(marks, _text(pool, _places(marks)))


def _read(edition: Edition, secret: bytes) -> _Urn:
    """All that lies in the urn. Raises Refused when anything of it is broken."""
    urn = _Urn(edition)
    # Equal marks are kept once: of a million there are some thousands.
    known: dict[Marks, Marks] = {}
    for channel, content in unsealed(secret, urn.envelopes()):
        for pool, marks in _marks_of(urn, content).items():
            if counted := marks.counted(edition.voting.repeats):
                urn.lists.setdefault(pool, []).append((channel, known.setdefault(counted, counted)))
    if urn.broken:
        raise Refused(
            f"Koperty, które nie pasują do swoich kodów potwierdzenia albo do osób: {urn.broken}. Ktoś zmienił dane w bazie. "
            "Nic nie zmieniono; wezwij operatora (wibo doctor powie więcej)."
        )
    if urn.unreadable:
        raise Refused("Jednej z kopert nie da się otworzyć. Nic nie zmieniono; wezwij operatora.")
    return urn


def _marks_of(urn: _Urn, content: bytes | None) -> dict[int, Marks]:
    try:
        return read(content or b"")
    except Unreadable:
        urn.unreadable += 1
        return {}


def is_whole(edition: Edition, sealed: Stored, receipt: str, bond: Stored, tag: Stored | None) -> bool:
    """Whether an envelope is what was put into the urn, by the person who took part. Envelopes of an edition frozen
    by an earlier version are not bound to theirs.
    """
    if sealed and not fits(sealed, receipt):
        return False
    return (
        tag is None
        or not bond
        or hmac.compare_digest(bytes(bond), keys.bond(edition.ring, bytes(tag), receipt))
    )


def digest_of_ballots(edition: Edition) -> str:
    """The digest of all opened ballots, whatever their order: kept in the journal at the opening, compared for ever after."""
    numbers = dict(Project.objects.filter(edition=edition).values_list("pk", "number"))
    pools = dict(Ballot.objects.filter(edition=edition).values_list("pk", "pool"))
    rows = Vote.objects.filter(edition=edition).order_by("ballot_id")
    found = rows.values_list("ballot_id", "place", "project_id", "points").iterator(chunk_size=5000)
    texts = [
        _text(pools.pop(ballot), [(place, numbers[project], points) for _, place, project, points in votes])
        for ballot, votes in groupby(found, key=itemgetter(0))
    ]
    # What is left has no vote, which no opening writes.
    return _digest_of([*texts, *(_text(pool, []) for pool in pools.values())])


def _places(marks: Marks) -> list[tuple[int, str, int | None]]:
    points = marks.points or (None,) * len(marks.projects)
    return [
        (place, number, given)
        for place, (number, given) in enumerate(zip(marks.projects, points, strict=True), 1)
    ]


def _text(pool: int, places: list[tuple[int, str, int | None]]) -> str:
    return json.dumps([pool, sorted(places)])


def _digest_of(texts: Iterable[str]) -> str:
    """As `digest_of` of the sorted list, whose JSON of a million ballots is not held at once."""
    digest, is_first = sha256(b"["), True
    for text in sorted(texts):
        digest.update(("" if is_first else ", ").encode() + json.dumps(text, ensure_ascii=False).encode())
        is_first = False
    digest.update(b"]")
    return digest.hexdigest()
