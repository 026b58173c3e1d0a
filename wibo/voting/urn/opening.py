"""Opening the urn: valid envelopes become anonymous ballots, ciphertexts are erased, the key is destroyed.

Only the worker runs this. Ballots are born here, shuffled per pool and in one transaction, so that neither
their order nor the database's own bookkeeping leads back to an envelope.
"""

import hmac
import json
import random
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from nacl.public import SealedBox

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import UrnOpened
from wibo.journal.models import digest_of
from wibo.keyring import keys, store
from wibo.rulebook.people.suppression import may_be_told_apart
from wibo.rulebook.voting.ballots import Marks, Repeats
from wibo.voting.ballot.models import Project
from wibo.voting.ballot.sealing import Stored, Unreadable, fits, opened
from wibo.voting.urn.models import Ballot, Envelope, Vote

_CHUNK = 2000
Cast = tuple[str, Marks]


def open_urn(edition: Edition, *, act: Act) -> int:
    """Open the urn of an edition; how many envelopes were opened. Raises Refused when it cannot be done."""
    if Edition.objects.exclude(urn_opened_at=None).filter(pk=edition.pk).exists():
        # A crash between the commit and this line must not leave the key behind.
        keys.destroy_urn(edition.ring)
        raise Refused("Urna jest już otwarta.")
    try:
        box = keys.opener(edition.ring, keys.URN)
    except store.KeyMissing as error:
        raise Refused("Nie ma klucza urny. Bez niego nie da się odczytać głosów.") from error
    with transaction.atomic():
        locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.urn_opened_at:
            raise Refused("Urna jest już otwarta.")
        envelopes = Envelope.objects.filter(edition=edition).valid()
        if broken := broken_envelopes(edition):
            raise Refused(
                f"Koperty, które nie pasują do swoich kodów potwierdzenia albo do osób: {broken}. Ktoś zmienił dane w bazie. "
                "Nic nie zmieniono; wezwij operatora (wibo doctor powie więcej)."
            )
        try:
            lists, count = _emptied(
                box, list(envelopes.values_list("channel", "sealed")), edition.voting.repeats
            )
        except Unreadable as error:
            raise Refused(
                "Jednej z kopert nie da się otworzyć. Nic nie zmieniono; wezwij operatora."
            ) from error
        for pool, cast in lists.items():
            _write_ballots(edition, pool, cast)
        # In this order: the database lets ballots be born only before it, and ciphertexts be erased only after it.
        locked.urn_opened_at = act.at
        locked.save(update_fields=["urn_opened_at"])
        Envelope.objects.filter(edition=edition).update(sealed=b"")
        record(
            UrnOpened(ballots=count, digest=digest_of_ballots(edition)),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
    edition.urn_opened_at = act.at
    keys.destroy_urn(edition.ring)
    return count


def broken_envelopes(edition: Edition) -> int:
    """How many closed envelopes do not fit their receipt, or the person whose taking part they are bound to."""
    rows = Envelope.objects.filter(edition=edition).exclude(sealed=b"")
    found = rows.values_list("sealed", "receipt", "bond", "participation__tag")
    return sum(not is_whole(edition, *row) for row in found.iterator(2000))


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
    marks: dict[int, list[tuple[int, str, int | None]]] = {pk: [] for pk in pools}
    rows = Vote.objects.filter(edition=edition).values_list("ballot_id", "place", "project_id", "points")
    for ballot, place, project, points in rows.iterator(chunk_size=5000):
        marks[ballot].append((place, numbers[project], points))
    return digest_of(sorted(json.dumps([pools[pk], sorted(marks[pk])]) for pk in pools))


def _emptied(
    box: SealedBox, rows: Iterable[tuple[str, bytes]], repeats: Repeats
) -> tuple[dict[int, list[Cast]], int]:
    """The lists inside, as they count; a list that counts for nothing is an abstention and becomes no ballot."""
    lists: dict[int, list[Cast]] = {}
    count = 0
    for channel, sealed in rows:
        count += 1
        for pool, marks in opened(box, sealed).items():
            if counted := marks.counted(repeats):
                lists.setdefault(pool, []).append((channel, counted))
    return lists, count


def _write_ballots(edition: Edition, pool: int, cast: list[Cast]) -> None:
    random.SystemRandom().shuffle(cast)
    # A lone paper voter's ballot would be named by its channel: then no ballot of the pool keeps one.
    told_apart = may_be_told_apart(Counter(channel for channel, _ in cast))
    projects = dict(Project.objects.filter(pool=pool).values_list("number", "pk"))
    for start in range(0, len(cast), _CHUNK):
        chunk = cast[start : start + _CHUNK]
        ballots = Ballot.objects.bulk_create(
            [
                Ballot(edition=edition, pool_id=pool, channel=channel if told_apart else "")
                for channel, _ in chunk
            ]
        )
        Vote.objects.bulk_create(
            [
                Vote(
                    edition=edition,
                    ballot=ballot,
                    project_id=projects[number],
                    place=place,
                    points=marks.points[place - 1] if marks.points else None,
                )
                for ballot, (_, marks) in zip(ballots, chunk, strict=True)
                for place, number in enumerate(marks.projects, start=1)
            ],
            batch_size=_CHUNK,
        )
